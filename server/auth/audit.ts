import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { actorSchema } from '../../contract/events.ts'
import type { AuditEntry, AuditKind } from '../../contract/identity.ts'
import type { Reader } from '../storage/database.ts'
import { authOf } from './guard.ts'
import { actorOf } from './tokens.ts'

/** What happened; the audit adds its id. `businessId` is `null` where whoever it was is not known. */
export interface NewAuditEntry extends Omit<AuditEntry, 'id' | 'at'> {
  businessId: number | null
  now: Date
}

/** What whoever is asking does now, and to whom or what. */
export function entryOf(
  request: FastifyRequest,
  now: Date,
  kind: AuditKind,
  subject?: { id: string; name: string },
): NewAuditEntry & { businessId: number } {
  const auth = authOf(request)
  return {
    businessId: auth.businessId,
    now,
    kind,
    actor: actorOf(auth),
    address: request.ip,
    ...(subject && { subject: { id: subject.id, name: subject.name } }),
  }
}

/** Keeps a line of the audit. Inside a transaction it stands or falls with what it tells of. */
export async function audit(db: Reader, entry: NewAuditEntry): Promise<void> {
  const { businessId, now, kind, actor, address, subject, reason } = entry
  await db
    .insertInto('audit')
    .values({
      id: uuid(),
      business_id: businessId,
      at: now.toISOString(),
      kind,
      actor: actor && JSON.stringify(actor),
      address: address ?? null,
      subject: subject ? JSON.stringify(subject) : null,
      reason: reason ?? null,
    })
    .execute()
}

/** Logs a line of the audit, once it is kept. No names here: a log is read by more people than the audit. */
export function logAudit(logger: FastifyBaseLogger, entry: NewAuditEntry): void {
  const { businessId, kind, actor, address, subject } = entry
  const who = actor ? `${actor.kind}:${actor.id}` : null
  logger.info({ audit: kind, businessId, who, subject: subject?.id, address }, 'audit')
}

const subjectSchema = z.object({ id: z.string(), name: z.string() })

/** Up to `limit` lines of a business, newest first, from before a line on. */
export async function auditBefore(
  db: Reader,
  businessId: number,
  before: string | undefined,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('business_id', '=', businessId)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, at, kind, actor, address, subject, reason }) => ({
    id,
    at,
    kind,
    actor: actor === null ? null : actorSchema.parse(JSON.parse(actor)),
    ...(address !== null && { address }),
    ...(subject !== null && { subject: subjectSchema.parse(JSON.parse(subject)) }),
    ...(reason !== null && { reason }),
  }))
}

/** Deletes up to `limit` lines from before an instant, the oldest first. Gives how many there were. */
export async function deleteAuditBefore(db: Reader, before: string, limit: number): Promise<number> {
  const result = await db
    .deleteFrom('audit')
    .where('id', 'in', (row) =>
      row
        .selectFrom('audit')
        .select('audit.id')
        .where('audit.at', '<', before)
        .orderBy('audit.at')
        .limit(limit),
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
