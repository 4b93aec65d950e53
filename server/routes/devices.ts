import type { FastifyInstance } from 'fastify'
import {
  deviceSchema,
  identitySchema,
  newPairingCodeSchema,
  pairingCodeSchema,
  pairRequestSchema,
  pairResponseSchema,
  type Device,
  type Identity,
} from '../../contract/api.ts'
import { deviceChangesSchema } from '../../contract/identity.ts'
import { audit, entryOf, logAudit, type NewAuditEntry } from '../auth/audit.ts'
import { renameDevice } from '../auth/devices.ts'
import { authOf } from '../auth/guard.ts'
import { createPairingCode, pairDevice } from '../auth/pairing.ts'
import type { Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { parse, Refusal } from '../http/refusal.ts'
import { findSettings } from '../settings/settings.ts'
import { findBusiness } from '../storage/businesses.ts'
import type { Tx } from '../storage/database.ts'

const me = describeRoute({ summary: 'Who the bearer of this token is', answers: { 200: identitySchema } })
const renameMe = describeRoute({
  summary: 'Gives the device that asks another name',
  body: deviceChangesSchema,
  answers: { 200: deviceSchema },
})
const pair = describeRoute({
  summary: 'Trades a one-time code for the token of a new desk',
  body: pairRequestSchema,
  answers: { 200: pairResponseSchema },
})
const newCode = describeRoute({
  summary: 'A new pairing code, for a desk or for a device of a manager',
  body: newPairingCodeSchema,
  answers: { 200: pairingCodeSchema },
})

export function deviceRoutes(app: FastifyInstance, context: Context): void {
  const { db, keys, now, pairingAttempts } = context

  async function identity(businessId: number, device: Device): Promise<Identity> {
    return {
      device,
      business: await findBusiness(db, businessId),
      ticketKeys: await keys.publicKeys(db, businessId),
      settings: await findSettings(db, businessId),
    }
  }

  async function failedPairing(tx: Tx, address: string): Promise<NewAuditEntry> {
    const entry: NewAuditEntry = {
      businessId: null,
      now: now(),
      kind: 'pairing_failed',
      actor: null,
      address,
    }
    await audit(tx, entry)
    return entry
  }

  app.get('/api/devices/me', { config: { access: 'desk', doc: me } }, (request) => {
    const { businessId, device } = authOf(request)
    return identity(businessId, device)
  })

  app.put('/api/devices/me', { config: { access: 'desk', doc: renameMe } }, async (request) => {
    const { kind, device } = authOf(request)
    if (kind !== 'device') throw new Refusal('forbidden', 'Only a paired device can rename itself.')
    const { name } = parse(renameMe.body, request.body)
    const entry = entryOf(request, now(), 'device_renamed', device)
    await db.transaction().execute(async (tx) => {
      await renameDevice(tx, device.id, name)
      await audit(tx, entry)
    })
    logAudit(context.logger, entry)
    return { ...device, name }
  })

  app.post('/api/devices/pair', { config: { access: 'anyone', doc: pair } }, async (request, reply) => {
    await pairingAttempts.begin(request.ip)
    const body = parse(pair.body, request.body)
    const address = request.ip
    const paired = await db.transaction().execute(async (tx) => {
      const made = await pairDevice(tx, body, now())
      if (!made) return { businessId: null, entry: await failedPairing(tx, address) }
      const { id, name } = made.device
      const entry: NewAuditEntry = {
        businessId: made.businessId,
        now: now(),
        kind: 'device_paired',
        actor: { kind: 'device', id, name },
        address,
        subject: { id, name },
      }
      await audit(tx, entry)
      return { ...made, entry }
    })
    logAudit(context.logger, paired.entry)
    if (paired.businessId === null) {
      throw new Refusal(
        'pairing_code_invalid',
        'It is wrong, used or older than ten minutes. Ask for a new one.',
      )
    }
    await pairingAttempts.forgive(address)
    const answer = { token: paired.token, ...(await identity(paired.businessId, paired.device)) }
    return reply.header('cache-control', 'no-store').send(answer)
  })

  app.post(
    '/api/admin/pairing-codes',
    { config: { access: 'manager', doc: newCode } },
    async (request, reply) => {
      // Nobody gives more than they may themselves: a manager's role is the highest that a code can give.
      const { role } = parse(newCode.body, request.body)
      const entry = entryOf(request, now(), 'pairing_code_made', { id: role, name: role })
      const code = await db.transaction().execute(async (tx) => {
        await audit(tx, entry)
        return createPairingCode(tx, entry.businessId, role, now())
      })
      logAudit(context.logger, entry)
      return reply.header('cache-control', 'no-store').send(code)
    },
  )
}
