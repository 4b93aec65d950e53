import { randomInt } from 'node:crypto'
import { pairingCodeMs } from '../../contract/api.ts'
import type { Device, Role } from '../../contract/api.ts'
import { reservationCodeAlphabet } from '../../contract/reservation.ts'
import type { Reader, Tx } from '../storage/database.ts'
import { createDevice, hashOf, mintToken } from './tokens.ts'

/** A new one-time code, valid for ten minutes, for a device with this role. Only its hash is stored. */
export async function createPairingCode(
  db: Reader,
  businessId: number,
  role: Role,
  now: Date,
): Promise<{ code: string; expiresAt: string }> {
  const letter = (): string => reservationCodeAlphabet.charAt(randomInt(reservationCodeAlphabet.length))
  const code = Array.from({ length: 8 }, letter).join('')
  const expiresAt = new Date(now.getTime() + pairingCodeMs).toISOString()
  await db
    .insertInto('pairing_codes')
    .values({ hash: hashOf(code), business_id: businessId, role, expires_at: expiresAt, used_at: null })
    .execute()
  return { code, expiresAt }
}

/**
 * Takes back all codes of a business that nobody has used: whoever has lost their access may have made some, and who made
 * which is not kept.
 */
export async function endPairingCodes(tx: Tx, businessId: number): Promise<void> {
  await tx
    .deleteFrom('pairing_codes')
    .where('business_id', '=', businessId)
    .where('used_at', 'is', null)
    .execute()
}

/** Deletes the codes, used or not, whose time is over. */
export async function sweepPairingCodes(db: Reader, now: Date): Promise<void> {
  await db.deleteFrom('pairing_codes').where('expires_at', '<', now.toISOString()).execute()
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
