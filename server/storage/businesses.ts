import type { Business } from '../../contract/api.ts'
import type { Reader } from './database.ts'

/** The business with this id, which is known to exist: it stands in a token or in a row. */
export async function findBusiness(db: Reader, businessId: number): Promise<Business> {
  const row = await db
    .selectFrom('businesses')
    .select(['id', 'name', 'time_zone', 'day_starts_at', 'capacity'])
    .where('id', '=', businessId)
    .executeTakeFirstOrThrow()
  return {
    id: row.id,
    name: row.name,
    timeZone: row.time_zone,
    dayStartsAt: row.day_starts_at,
    capacity: row.capacity,
  }
}
