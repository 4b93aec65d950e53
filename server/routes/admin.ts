import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  auditPageSchema,
  auditQuerySchema,
  deviceChangesSchema,
  pairedDeviceSchema,
  pairedDevicesSchema,
} from '../../contract/identity.ts'
import { uuidSchema } from '../../contract/primitives.ts'
import { audit, auditBefore, entryOf, logAudit } from '../auth/audit.ts'
import { findDevice, pairedDevices, renameDevice, revokeDevice } from '../auth/devices.ts'
import { authOf } from '../auth/guard.ts'
import { endPairingCodes } from '../auth/pairing.ts'
import type { Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { parse, Refusal } from '../http/refusal.ts'

const params = z.object({ deviceId: uuidSchema })
const devices = describeRoute({
  summary: 'All devices that were ever paired, newest first',
  answers: { 200: pairedDevicesSchema },
})
const rename = describeRoute({
  summary: 'Gives a device another name',
  params,
  body: deviceChangesSchema,
  answers: { 200: pairedDeviceSchema },
})
const revoke = describeRoute({
  summary:
    'Revokes a device: its streams end, its desk forgets what it holds, and unused pairing codes of the venue are no longer good',
  params,
  answers: { 204: null },
})
const auditDoc = describeRoute({
  summary: 'Logins, pairings, revocations and overrides, newest first',
  query: auditQuerySchema,
  answers: { 200: auditPageSchema },
})

/** What a manager sees and does about the devices of the business, and about who did what. */
export function adminRoutes(app: FastifyInstance, context: Context): void {
  const { db, now, logger } = context
  const access = 'manager'

  app.get('/api/admin/devices', { config: { access, doc: devices } }, async (request, reply) => {
    const list = await pairedDevices(db, authOf(request).businessId)
    return reply.header('cache-control', 'no-store').send({ devices: list })
  })

  app.put('/api/admin/devices/:deviceId', { config: { access, doc: rename } }, async (request) => {
    const { deviceId } = parse(rename.params, request.params)
    const { name } = parse(rename.body, request.body)
    const device = await known(request, deviceId)
    const entry = entryOf(request, now(), 'device_renamed', { id: deviceId, name: device.name })
    await db.transaction().execute(async (tx) => {
      await renameDevice(tx, deviceId, name)
      await audit(tx, entry)
    })
    logAudit(logger, entry)
    return { ...device, name }
  })

  app.delete('/api/admin/devices/:deviceId', { config: { access, doc: revoke } }, async (request, reply) => {
    const { deviceId } = parse(revoke.params, request.params)
    const device = await known(request, deviceId)
    const entry = entryOf(request, now(), 'device_revoked', { id: deviceId, name: device.name })
    const isNews = await db.transaction().execute(async (tx) => {
      const revoked = await revokeDevice(tx, deviceId, now())
      if (revoked) {
        await endPairingCodes(tx, entry.businessId)
        await audit(tx, entry)
      }
      return revoked
    })
    if (isNews) logAudit(logger, entry)
    await context.sessions.endRevoked()
    return reply.code(204).send()
  })

  app.get('/api/admin/audit', { config: { access, doc: auditDoc } }, async (request, reply) => {
    const { before, limit } = parse(auditDoc.query, request.query)
    const entries = await auditBefore(db, authOf(request).businessId, before, limit + 1)
    const page = { entries: entries.slice(0, limit), more: entries.length > limit }
    return reply.header('cache-control', 'no-store').send(page)
  })

  async function known(request: FastifyRequest, deviceId: string) {
    const device = await findDevice(db, authOf(request).businessId, deviceId)
    if (!device) throw new Refusal('not_found', 'There is no such device.')
    return device
  }
}
