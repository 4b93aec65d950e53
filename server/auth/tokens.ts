import { hash as digest, randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { Device, Role } from '../../contract/api.ts'
import type { Actor } from '../../contract/events.ts'
import type { Database, Reader } from '../storage/database.ts'
import { lookUp } from '../storage/look-up.ts'

/** Who is asking: a paired device of one business, or a person who works there. */
export interface Auth {
  businessId: number
  kind: 'device' | 'user'
  /** Of a person too: id, name and role. */
  device: Device
  tokenHash: string
  expiresAt: string
}

/** Why a token opens nothing. */
type NoAuth = 'unknown' | 'device_revoked'

const hourMs = 60 * 60_000
/** A device that is used stays paired; one that lies in a drawer for so long does not. */
export const deviceTokenMs = 90 * 24 * hourMs
/** A person logs in for a shift. */
export const userTokenMs = 12 * hourMs

/** Tokens and codes are stored as this only, and looked up by it: comparing them takes no time that tells anything. */
export function hashOf(secret: string): string {
  return digest('sha256', secret)
}

const tokenByHash = lookUp((db, hash: string) =>
  db
    .selectFrom('tokens')
    .leftJoin('devices', 'devices.id', 'tokens.device_id')
    .leftJoin('users', 'users.id', 'tokens.user_id')
    .select([
      'tokens.expires_at',
      'tokens.used_at',
      'tokens.revoked_at',
      'devices.id as device_id',
      'devices.business_id as device_business',
      'devices.name as device_name',
      'devices.role as device_role',
      'devices.revoked_at as device_revoked_at',
      'users.id as user_id',
      'users.business_id as user_business',
      'users.name as user_name',
      'users.role as user_role',
    ])
    .where('tokens.hash', '=', hash),
)

/** Whose token this is. */
export async function findAuth(db: Database, token: string, now: Date): Promise<Auth | NoAuth> {
  const hash = hashOf(token)
  const row = await tokenByHash(db, hash)
  if (!row) return 'unknown'
  // Said whatever else is true of the token, so that a device that was away for long is told too.
  if (row.device_revoked_at !== null) return 'device_revoked'
  if (row.revoked_at !== null || row.expires_at <= now.toISOString()) return 'unknown'

  const kind = row.device_id === null ? 'user' : 'device'
  const id = row.device_id ?? row.user_id
  const businessId = row.device_business ?? row.user_business
  const name = row.device_name ?? row.user_name
  const role = row.device_role ?? row.user_role
  if (id === null || businessId === null || name === null || role === null) return 'unknown'
  const expiresAt = await extend(db, hash, { kind, usedAt: row.used_at, expiresAt: row.expires_at }, now)
  return { businessId, kind, device: { id, name, role }, tokenHash: hash, expiresAt }
}

/** Notes once an hour that a token is used, which moves the end of a device's token. */
async function extend(
  db: Reader,
  hash: string,
  token: { kind: Auth['kind']; usedAt: string | null; expiresAt: string },
  now: Date,
): Promise<string> {
  if (token.usedAt !== null && now.getTime() - Date.parse(token.usedAt) < hourMs) return token.expiresAt
  const expiresAt =
    token.kind === 'device' ? new Date(now.getTime() + deviceTokenMs).toISOString() : token.expiresAt
  await db
    .updateTable('tokens')
    .set({ used_at: now.toISOString(), expires_at: expiresAt })
    .where('hash', '=', hash)
    .execute()
  return expiresAt
}

export async function createDevice(
  db: Reader,
  device: { businessId: number; name: string; role: Role },
  now: Date,
): Promise<Device> {
  const id = uuid()
  const { businessId, name, role } = device
  await db
    .insertInto('devices')
    .values({ id, business_id: businessId, name, role, created_at: now.toISOString(), revoked_at: null })
    .execute()
  return { id, name, role }
}

/** A new opaque token for a device. Earlier ones stay valid. */
export async function mintToken(db: Reader, deviceId: string, now: Date): Promise<string> {
  return (await mint(db, { device_id: deviceId, user_id: null }, deviceTokenMs, now)).token
}

/** A new opaque token for a person, which ends with the shift. */
export async function mintUserToken(
  db: Reader,
  userId: string,
  now: Date,
): Promise<{ token: string; expiresAt: string }> {
  return mint(db, { device_id: null, user_id: userId }, userTokenMs, now)
}

async function mint(
  db: Reader,
  owner: { device_id: string | null; user_id: string | null },
  validMs: number,
  now: Date,
): Promise<{ token: string; expiresAt: string }> {
  const token = `fd_${randomBytes(24).toString('base64url')}`
  const expiresAt = new Date(now.getTime() + validMs).toISOString()
  await db
    .insertInto('tokens')
    .values({
      ...owner,
      hash: hashOf(token),
      created_at: now.toISOString(),
      expires_at: expiresAt,
      used_at: null,
      revoked_at: null,
    })
    .execute()
  return { token, expiresAt }
}

/** From now on this token opens nothing. */
export async function revokeToken(db: Reader, hash: string, now: Date): Promise<void> {
  await db.updateTable('tokens').set({ revoked_at: now.toISOString() }).where('hash', '=', hash).execute()
}

/** How a device or a person signs what it does. */
export function actorOf(auth: Auth): Actor {
  return { kind: auth.kind, id: auth.device.id, name: auth.device.name }
}
