import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import {
  defaultVenueSettings,
  venueSettingsSchema,
  type AdminSettings,
  type VenueSettings,
  type VenueSettingsChanges,
} from '../../contract/settings.ts'
import type { Doing, Write } from '../events/log.ts'
import { Refusal } from '../http/refusal.ts'
import type { Reader } from '../storage/database.ts'

/** What is stored: the settings that were changed. The capacity stands in the business's own row. */
const storedSchema = venueSettingsSchema.omit({ capacity: true }).partial()

/** How a venue works: what its manager has said, and defaults for the rest. */
export async function findSettings(db: Reader, businessId: number): Promise<VenueSettings> {
  const business = await db
    .selectFrom('businesses')
    .select('capacity')
    .where('id', '=', businessId)
    .executeTakeFirstOrThrow()
  const stored = await storedOf(db, businessId)
  return venueSettingsSchema.parse({ ...defaultVenueSettings, ...stored, capacity: business.capacity })
}

/** The settings with a version that names exactly them. */
export function versioned(settings: VenueSettings): AdminSettings {
  const version = createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 16)
  return { ...settings, version }
}

async function storedOf(db: Reader, businessId: number): Promise<z.infer<typeof storedSchema>> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('business_id', '=', businessId)
    .executeTakeFirst()
  return row ? storedSchema.parse(JSON.parse(row.value)) : {}
}

/**
 * Changes the settings that are given, and tells the desks where one of them is another now. 412 where they are not those
 * of the version that was seen; without one, whatever they are.
 */
export async function changeSettings(
  write: Write,
  doing: Doing,
  changes: VenueSettingsChanges,
  seen: string | undefined,
): Promise<AdminSettings> {
  const { businessId } = doing
  const before = await findSettings(write.tx, businessId)
  const current = versioned(before)
  if (seen !== undefined && seen !== current.version) {
    throw new Refusal('precondition_failed', 'Somebody else changed the settings.', { current })
  }
  const { capacity, ...rest } = changes
  const thresholds = rest.thresholds && { ...before.thresholds, ...rest.thresholds }
  const stored = await storedOf(write.tx, businessId)
  const value = JSON.stringify({ ...stored, ...rest, ...(thresholds && { thresholds }) })
  await write.tx
    .insertInto('settings')
    .values({ business_id: businessId, value })
    .onConflict((conflict) => conflict.column('business_id').doUpdateSet({ value }))
    .execute()
  if (capacity !== undefined) {
    await write.tx.updateTable('businesses').set({ capacity }).where('id', '=', businessId).execute()
  }
  const after = await findSettings(write.tx, businessId)
  if (!isDeepStrictEqual(before, after)) await write.append(doing, { type: 'settings-changed' })
  return versioned(after)
}
