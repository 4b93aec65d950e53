import type { FastifyInstance } from 'fastify'
import { newTicketKeySchema, rotatedKeySchema } from '../../contract/identity.ts'
import { audit, logAudit, type NewAuditEntry } from '../auth/audit.ts'
import { authOf } from '../auth/guard.ts'
import { doingOf, type Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { parse } from '../http/refusal.ts'
import { rotateTicketKey } from '../tickets/rotate.ts'

const rotate = describeRoute({
  summary:
    'A new key for tickets: desks learn it at once, it signs after its lead, and old tickets stay valid',
  body: newTicketKeySchema,
  answers: { 201: rotatedKeySchema },
})

export function ticketKeyRoutes(app: FastifyInstance, context: Context): void {
  const config = { access: 'manager', doc: rotate } as const
  app.post('/api/admin/ticket-keys', { config }, async (request, reply) => {
    const { leadHours } = parse(rotate.body, request.body)
    const doing = doingOf(context, authOf(request))
    const rotated = await rotateTicketKey(context.log, doing, leadHours)
    const entry: NewAuditEntry = {
      businessId: doing.businessId,
      now: doing.now,
      kind: 'ticket_key_made',
      actor: doing.actor,
      address: request.ip,
      subject: { id: String(rotated.keyId), name: rotated.signsFrom },
    }
    await audit(context.db, entry)
    logAudit(context.logger, entry)
    return reply.code(201).send(rotated)
  })
}
