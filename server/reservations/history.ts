import type { Reader } from '../storage/database.ts'

const pageSize = 500

/** A page of what has happened to a reservation, in order; each line is JSON. `undefined`: the business never had it. */
export async function historyOf(
  db: Reader,
  businessId: number,
  id: string,
  since: number,
): Promise<{ lines: string[]; more: boolean; complete: boolean } | undefined> {
  const row = await db
    .selectFrom('reservations')
    .select('id')
    .where('id', '=', id)
    .where('business_id', '=', businessId)
    .executeTakeFirst()
  if (!row) return undefined
  const events = db
    .selectFrom('events')
    .where('business_id', '=', businessId)
    .where('reservation_id', '=', id)
    .orderBy('seq')
  const first = await events.select('type').limit(1).executeTakeFirst()
  const page = await events
    .select('data')
    .where('seq', '>', since)
    .limit(pageSize + 1)
    .execute()
  return {
    lines: page.slice(0, pageSize).map(({ data }) => data),
    more: page.length > pageSize,
    complete: first?.type === 'reservation-created',
  }
}
