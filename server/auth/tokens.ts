import { createHash, randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { Device, Role } from '../../contract/api.ts'
import type { Actor } from '../../contract/events.ts'
import type { Reader } from '../storage/database.ts'

/** Who is asking: a paired device of one business. */
export interface Auth {
  businessId: number
  device: Device
}

/** Tokens and codes are stored as this only, and looked up by it: comparing them takes no time that tells anything. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** The device whose token this is. */
export async function findAuth(db: Reader, token: string): Promise<Auth | undefined> {
  const row = await db
    .selectFrom('tokens')
    .innerJoin('devices', 'devices.id', 'tokens.device_id')
    .select(['devices.id', 'devices.name', 'devices.role', 'devices.business_id'])
    .where('tokens.hash', '=', hashOf(token))
    .executeTakeFirst()
  return row && { businessId: row.business_id, device: { id: row.id, name: row.name, role: row.role } }
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
    .values({ id, business_id: businessId, name, role, created_at: now.toISOString() })
    .execute()
  return { id, name, role }
}

/** A new opaque token for a device. Earlier ones stay valid. */
export async function mintToken(db: Reader, deviceId: string, now: Date): Promise<string> {
  const token = `fd_${randomBytes(24).toString('base64url')}`
  await db
    .insertInto('tokens')
    .values({ hash: hashOf(token), device_id: deviceId, created_at: now.toISOString() })
    .execute()
  return token
}

/** How a device signs what it does. */
export function actorOf(auth: Auth): Actor {
  return { kind: 'device', id: auth.device.id, name: auth.device.name }
}
