import { randomInt } from 'node:crypto'
import type { Device, Role } from '../../contract/api.ts'
import { reservationCodeAlphabet } from '../../contract/reservation.ts'
import type { Reader, Tx } from '../storage/database.ts'
import { createDevice, hashOf, mintToken } from './tokens.ts'

const validMs = 10 * 60_000

/** A new one-time code, valid for ten minutes, for a device with this role. Only its hash is stored. */
export async function createPairingCode(
  db: Reader,
  businessId: number,
  role: Role,
  now: Date,
): Promise<{ code: string; expiresAt: string }> {
  const letter = (): string => reservationCodeAlphabet.charAt(randomInt(reservationCodeAlphabet.length))
  const code = Array.from({ length: 8 }, letter).join('')
  const expiresAt = new Date(now.getTime() + validMs).toISOString()
  await db
    .insertInto('pairing_codes')
    .values({ hash: hashOf(code), business_id: businessId, role, expires_at: expiresAt, used_at: null })
    .execute()
  return { code, expiresAt }
}

/** Uses a code up and makes a device of whoever said it. `undefined` for unknown, used and expired codes alike. */
export async function pairDevice(
  tx: Tx,
  request: { code: string; name: string },
  now: Date,
): Promise<{ businessId: number; device: Device; token: string } | undefined> {
  const used = await tx
    .updateTable('pairing_codes')
    .set({ used_at: now.toISOString() })
    .where('hash', '=', hashOf(request.code))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .returning(['business_id', 'role'])
    .executeTakeFirst()
  if (!used) return undefined
  const { business_id: businessId, role } = used
  const device = await createDevice(tx, { businessId, name: request.name, role }, now)
  return { businessId, device, token: await mintToken(tx, device.id, now) }
}
