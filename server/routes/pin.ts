import type { FastifyInstance } from 'fastify'
import { newPinSchema, pinCheckSchema } from '../../contract/identity.ts'
import { audit, entryOf, logAudit } from '../auth/audit.ts'
import { authOf } from '../auth/guard.ts'
import { changePin, hashPin, isPin } from '../auth/pin.ts'
import type { Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { parse, Refusal } from '../http/refusal.ts'

const change = describeRoute({
  summary: "Gives the venue another manager's PIN, which overrides a verdict and ends the kiosk mode",
  body: newPinSchema,
  answers: { 204: null },
})
const check = describeRoute({
  summary: "Whether this is the manager's PIN: 403 `pin_wrong` where it is not",
  body: pinCheckSchema,
  answers: { 204: null },
})

export function pinRoutes(app: FastifyInstance, context: Context): void {
  const { db, now, logger } = context

  app.put('/api/admin/pin', { config: { access: 'manager', doc: change } }, async (request, reply) => {
    const { pin } = parse(change.body, request.body)
    const entry = entryOf(request, now(), 'pin_changed')
    const pinHash = await hashPin(pin)
    await db.transaction().execute(async (tx) => {
      await changePin(tx, entry.businessId, pinHash)
      await audit(tx, entry)
    })
    logAudit(logger, entry)
    return reply.code(204).send()
  })

  app.post('/api/admin/pin/check', { config: { access: 'desk', doc: check } }, async (request, reply) => {
    const { pin } = parse(check.body, request.body)
    if (await isPin(context, authOf(request), pin)) return reply.code(204).send()
    const entry = entryOf(request, now(), 'pin_refused')
    await audit(db, entry)
    logAudit(logger, entry)
    throw new Refusal('pin_wrong', 'Ask the manager. After too many wrong ones you have to wait.')
  })
}
