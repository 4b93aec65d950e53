import { z } from 'zod'
import { defaultVenueSettings } from '../../contract/settings.ts'
import type { Database } from '../storage/database.ts'
import { lookUp } from '../storage/look-up.ts'

const ownSchema = z.object({ maxStreams: z.number().int().optional() })
const settingsOf = lookUp((db, businessId: number) =>
  db.selectFrom('settings').select('value').where('business_id', '=', businessId),
)

/** How many streams a business may have: what its manager has set, or the default. */
export async function streamLimit(db: Database, businessId: number): Promise<number> {
  const row = await settingsOf(db, businessId)
  const own = row && ownSchema.parse(JSON.parse(row.value)).maxStreams
  return own ?? defaultVenueSettings.maxStreams
}
