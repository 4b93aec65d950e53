import type { Context } from '../context.ts'
import type { Reader } from '../storage/database.ts'
import { hashPassword, verifyPassword } from './password.ts'
import type { Auth } from './tokens.ts'

/** A PIN as it is stored: like a password. A short one is guarded by the count of the guesses, not by its hash. */
export const hashPin = hashPassword

/**
 * Whether this is the PIN of the venue. Guesses are counted by device, and by venue, so that many devices together have
 * few as well: 429 with Retry-After. Call it outside of a transaction: hashing is slow on purpose.
 */
export async function isPin(context: Context, { businessId, device }: Auth, pin: string): Promise<boolean> {
  const { byDevice, byBusiness } = context.pinAttempts
  // Counted before the PIN is looked at: a thousand guesses at once are a thousand guesses.
  await byDevice.begin(device.id)
  await byBusiness.begin(String(businessId))
  const { pin_hash: hash } = await context.db
    .selectFrom('businesses')
    .select('pin_hash')
    .where('id', '=', businessId)
    .executeTakeFirstOrThrow()
  if (hash === null || !(await verifyPassword(pin, hash))) return false
  await byDevice.forgive(device.id)
  await byBusiness.forgive(String(businessId))
  return true
}

/** How many wrong guesses the device has left before it has to wait. */
export async function pinTriesLeft(context: Context, { businessId, device }: Auth): Promise<number> {
  const { byDevice, byBusiness } = context.pinAttempts
  return Math.max(0, Math.min(await byDevice.left(device.id), await byBusiness.left(String(businessId))))
}

/** Whether a venue has a PIN at all: until its manager sets one, none is right. */
export async function hasPin(db: Reader, businessId: number): Promise<boolean> {
  const business = await db
    .selectFrom('businesses')
    .select('pin_hash')
    .where('id', '=', businessId)
    .executeTakeFirstOrThrow()
  return business.pin_hash !== null
}

/** Gives a venue another PIN. */
export async function changePin(db: Reader, businessId: number, pinHash: string): Promise<void> {
  await db.updateTable('businesses').set({ pin_hash: pinHash }).where('id', '=', businessId).execute()
}
