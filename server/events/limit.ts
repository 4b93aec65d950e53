import { z } from 'zod'
import { defaultVenueSettings } from '../../contract/settings.ts'
import type { Reader } from '../storage/database.ts'

const ownSchema = z.object({ maxStreams: z.number().int().optional() })

/** How many streams a business may have: what its manager has set, or the default. */
export async function streamLimit(db: Reader, businessId: number): Promise<number> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('business_id', '=', businessId)
    .executeTakeFirst()
  const own = row && ownSchema.parse(JSON.parse(row.value)).maxStreams
  return own ?? defaultVenueSettings.maxStreams
}
