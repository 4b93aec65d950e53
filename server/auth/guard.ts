import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Role } from '../../contract/api.ts'
import { protocolVersion } from '../../contract/events.ts'
import { uuidSchema } from '../../contract/primitives.ts'
import { Refusal } from '../http/refusal.ts'
import type { Context } from '../context.ts'
import type { Database } from '../storage/database.ts'
import { lookUp } from '../storage/look-up.ts'
import { checkOperator } from './operator.ts'
import { findAuth, type Auth } from './tokens.ts'

/** Who may call a route. Every route says it; one that does not is not registered. */
export type Access = 'anyone' | 'operator' | Role

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyRequest {
    auth: Auth | null
  }
}

/** Who is asking, on a route that is not for anyone. */
export function authOf(request: FastifyRequest): Auth {
  if (request.auth === null) throw new Refusal('unauthorized')
  return request.auth
}

/** What each role may do besides its own. */
const ranks: Record<Role, number> = { desk: 0, manager: 1, admin: 2 }
const tooLow: Record<Role, string> = {
  desk: 'Only a desk can do this.',
  manager: 'Only a manager can do this.',
  admin: 'Only an administrator can do this.',
}

/**
 * Checks every request in this order: the token (401); whether it, or a row that it names, is another business's (403);
 * the role (403). Ids are found by their names wherever they stand, so a route that is added later is guarded too.
 */
export function guard(
  app: FastifyInstance,
  { db, now, operatorToken }: Pick<Context, 'db' | 'now' | 'operatorToken'>,
): void {
  app.decorateRequest('auth', null)
  app.addHook('onRoute', (route) => {
    if (route.config?.access === undefined) throw new Error(`${route.url} does not say who may call it`)
  })
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config
    if (access === 'anyone') return
    if (access === 'operator') {
      checkOperator(request.raw, operatorToken)
      return
    }
    const token = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1]
    const auth = token === undefined ? 'unknown' : await findAuth(db, token, now())
    if (typeof auth === 'string') throw refusalOf(auth)
    request.auth = auth
    refuseOtherVersion(request.headers['frontdesk-protocol'])
    await refuseForeign(db, auth.businessId, request.query)
    await refuseForeign(db, auth.businessId, request.params)
    await refuseForeignSubject(db, auth.businessId, request.params)
    // Where no route was found there is none to refuse.
    if (access !== undefined && ranks[auth.device.role] < ranks[access])
      throw new Refusal('forbidden', tooLow[access])
  })
  app.addHook('preValidation', async (request) => {
    if (request.auth) await refuseForeign(db, request.auth.businessId, request.body)
  })
}

/** A desk says what it speaks. Within one version all understand each other; who says nothing is no desk. */
function refuseOtherVersion(said: string | string[] | undefined): void {
  const theirs = Number(said)
  if (said === undefined || !Number.isInteger(theirs) || theirs === protocolVersion) return
  throw new Refusal(
    theirs < protocolVersion ? 'desk_too_old' : 'server_too_old',
    `The desk speaks version ${theirs}, the server ${protocolVersion}. Update the older one.`,
  )
}

/** Throws 403 where `input` names another business, or a row of one. Says the same in each case. */
async function refuseForeign(db: Database, businessId: number, input: unknown): Promise<void> {
  if (typeof input !== 'object' || input === null) return
  const fields: Record<string, unknown> = { ...input }
  const named = [fields.businessId].flat()
  if (named.some((value) => isNumberLike(value) && Number(value) !== businessId)) refuse()

  await refuseOthers(reservationOwner, db, businessId, fields.id)
  await refuseOthers(scanOwner, db, businessId, fields.scanId)
}

/** A device or a user in a path. A scan's body names a device too, for what is written down only: the token says who it is. */
async function refuseForeignSubject(db: Database, businessId: number, params: unknown): Promise<void> {
  if (typeof params !== 'object' || params === null) return
  const fields: Record<string, unknown> = { ...params }
  await refuseOthers(deviceOwner, db, businessId, fields.deviceId)
  await refuseOthers(userOwner, db, businessId, fields.userId)
}

async function refuseOthers(
  ownerOf: (db: Database, id: string) => Promise<{ business_id: number } | undefined>,
  db: Database,
  businessId: number,
  given: unknown,
): Promise<void> {
  // Most requests name nothing, and zod takes long to say why that is no id.
  if (given === undefined) return
  const id = uuidSchema.safeParse(given)
  if (!id.success) return
  const row = await ownerOf(db, id.data)
  if (row && row.business_id !== businessId) refuse()
}

const reservationOwner = lookUp((db, id: string) =>
  db.selectFrom('reservations').select('business_id').where('id', '=', id),
)
const scanOwner = lookUp((db, id: string) =>
  db.selectFrom('scans').select('business_id').where('scan_id', '=', id),
)
const deviceOwner = lookUp((db, id: string) =>
  db.selectFrom('devices').select('business_id').where('id', '=', id),
)
const userOwner = lookUp((db, id: string) =>
  db.selectFrom('users').select('business_id').where('id', '=', id),
)

function refusalOf(reason: 'unknown' | 'device_revoked'): Refusal {
  const headers = { 'www-authenticate': 'Bearer' }
  if (reason === 'device_revoked') {
    return new Refusal('device_revoked', 'Pair this device again with a new code.', { headers })
  }
  return new Refusal(
    'unauthorized',
    'Send "Authorization: Bearer <token>" with the token of a paired desk, or of a login that has not ended.',
    { headers },
  )
}

function isNumberLike(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\s*[+-]?\d/.test(value))
}

function refuse(): never {
  throw new Refusal('forbidden', 'This token is for another business.')
}
