import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { FastifyBaseLogger } from 'fastify'
import { guestsKeptFrom } from '../../contract/guest-days.ts'
import { audit } from '../auth/audit.ts'
import type { EventLog } from '../events/log.ts'
import { hourly, type Hourly } from '../hourly.ts'
import { findSettings } from '../settings/settings.ts'
import { findBusiness } from '../storage/businesses.ts'
import type { Database, Reader, Tx } from '../storage/database.ts'
import { isPostgres } from '../storage/writing.ts'
import { eraseBooking, erasedName, forgetKeptAnswers } from './erase.ts'
import type { Booking } from './find.ts'

const actor = { kind: 'system', id: 'guest-days', name: 'Front Desk' } as const

/** Reservations that are looked for at once. */
const pageSize = 500
/** Reservations of one transaction and one line of the audit: few, so that no write waits long behind them. */
const batchSize = 25
const betweenBatchesMs = 20

export interface GuestRetentionOptions {
  db: Database
  log: EventLog
  now: () => Date
  logger: FastifyBaseLogger
}

/**
 * Erases the guests of days that a venue keeps no longer, as `--erase-guest` does, but tells no desk: each forgets them by
 * the same rule. A batch stands or falls with its line of the audit, and a run that is cut short is gone on with by the next.
 */
export function createGuestRetention({ db, log, now, logger }: GuestRetentionOptions): Hourly {
  /** From when on each venue keeps its guests, as of the last whole run: it moves once a day. */
  const done = new Map<number, string>()

  async function eraseOld(isStopped: () => boolean): Promise<void> {
    for (const { id } of await db.selectFrom('businesses').select('id').execute()) {
      const from = await keptFrom(db, id, now())
      if (from === null || done.get(id) === from) continue
      const erased = await eraseBefore(id, from, isStopped)
      if (isStopped()) return
      done.set(id, from)
      if (erased > 0) logger.info({ businessId: id, before: from, erased }, 'guests of old days erased')
    }
  }

  async function eraseBefore(businessId: number, from: string, isStopped: () => boolean): Promise<number> {
    let erased = 0
    for (;;) {
      const page = await guestsBefore(db, businessId, from, pageSize)
      const before = erased
      // SQLite would leave what is overwritten in pages that nobody reads, and in its journal.
      if (!isPostgres(db)) await sql`pragma secure_delete = on`.execute(db)
      // First, since a run that is cut short is begun again by what it finds in rows.
      await forgetKeptAnswers(db, page)
      for (let at = 0; at < page.length; at += batchSize) {
        if (isStopped()) return erased
        const batch = page.slice(at, at + batchSize)
        erased += await log.write(({ tx }) => eraseBatch(tx, businessId, batch, now()), businessId)
        await sleep(betweenBatchesMs)
      }
      // There are none, or the manager has chosen otherwise meanwhile.
      if (erased === before) break
    }
    if (erased > 0 && !isPostgres(db)) await sql`pragma wal_checkpoint(truncate)`.execute(db)
    return erased
  }

  return hourly(eraseOld, (error) =>
    logger.warn({ err: error }, 'the guests of old days cannot be erased now'),
  )
}

async function keptFrom(db: Reader, businessId: number, now: Date): Promise<string | null> {
  const { guestDays } = await findSettings(db, businessId)
  return guestsKeptFrom(now.getTime(), await findBusiness(db, businessId), guestDays)
}

/** Reservations from before an instant that still name somebody, the oldest first; also those that were deleted. */
async function guestsBefore(db: Reader, businessId: number, from: string, limit: number): Promise<Booking[]> {
  const rows = await db
    .selectFrom('reservations')
    .select('id')
    .where('business_id', '=', businessId)
    .where('starts_at', '<', from)
    .where((row) =>
      row.or([
        row('name', '!=', erasedName),
        row('phone', 'is not', null),
        row('email', 'is not', null),
        row('notes', 'is not', null),
        row('tags', '!=', '[]'),
      ]),
    )
    .orderBy('starts_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => ({ businessId, id }))
}

async function eraseBatch(tx: Tx, businessId: number, batch: readonly Booking[], now: Date): Promise<number> {
  // A manager may have chosen to keep them, and a host may have moved one to another day, since they were looked for.
  const before = await keptFrom(tx, businessId, now)
  if (before === null) return 0
  const still = await tx
    .selectFrom('reservations')
    .select('id')
    .where('starts_at', '<', before)
    .where(
      'id',
      'in',
      batch.map(({ id }) => id),
    )
    .execute()
  for (const { id } of still) await eraseBooking(tx, { businessId, id })
  if (still.length > 0) {
    const reason = `${still.length} reservations from before ${before}`
    await audit(tx, { businessId, kind: 'guests_erased', actor, reason, now })
  }
  return still.length
}
