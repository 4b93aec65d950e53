import type { FastifyInstance } from 'fastify'
import {
  identitySchema,
  pairingCodeSchema,
  pairRequestSchema,
  pairResponseSchema,
  type Device,
  type Identity,
} from '../../contract/api.ts'
import { authOf } from '../auth/guard.ts'
import { createPairingCode, pairDevice } from '../auth/pairing.ts'
import type { Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { parse, Refusal } from '../http/refusal.ts'
import { findBusiness } from '../storage/businesses.ts'

const me = describeRoute({ summary: 'Who the bearer of this token is', answers: { 200: identitySchema } })
const pair = describeRoute({
  summary: 'Trades a one-time code for the token of a new desk',
  body: pairRequestSchema,
  answers: { 200: pairResponseSchema },
})
const newCode = describeRoute({ summary: 'A new pairing code', answers: { 200: pairingCodeSchema } })

export function deviceRoutes(app: FastifyInstance, context: Context): void {
  const { db, log, keys, now, pairingAttempts } = context

  async function identity(businessId: number, device: Device): Promise<Identity> {
    return {
      device,
      business: await findBusiness(db, businessId),
      ticketKeys: await keys.publicKeys(db, businessId),
    }
  }

  app.get('/api/devices/me', { config: { access: 'desk', doc: me } }, (request) => {
    const { businessId, device } = authOf(request)
    return identity(businessId, device)
  })

  app.post('/api/devices/pair', { config: { access: 'anyone', doc: pair } }, async (request, reply) => {
    pairingAttempts.check(request.ip)
    const body = parse(pair.body, request.body)
    try {
      const paired = await log.write(({ tx }) => pairDevice(tx, body, now()))
      const answer = { token: paired.token, ...(await identity(paired.businessId, paired.device)) }
      return await reply.header('cache-control', 'no-store').send(answer)
    } catch (error) {
      if (error instanceof Refusal) pairingAttempts.failed(request.ip)
      throw error
    }
  })

  app.post(
    '/api/admin/pairing-codes',
    { config: { access: 'manager', doc: newCode } },
    async (request, reply) => {
      const { businessId } = authOf(request)
      const code = await log.write(({ tx }) => createPairingCode(tx, businessId, now()))
      return reply.header('cache-control', 'no-store').send(code)
    },
  )
}
