import type { Selectable } from 'kysely'
import type { Reservation } from '../../contract/reservation.ts'
import { countsChange, dayStatsOf, type Counts, type DayStats } from '../../contract/stats.ts'
import { venueDayBounds, type VenueCalendar } from '../../contract/venue-day.ts'
import type { Reader, Tx } from '../storage/database.ts'
import type { Schema } from '../storage/schema.ts'

type QuarterRow = Selectable<Schema['quarter_counts']>
type QuarterColumns = Omit<QuarterRow, 'business_id' | 'at'>

const columnsOf = (counts: Counts): QuarterColumns => ({
  expected: counts.expected,
  arrived: counts.arrived,
  people_in: counts.peopleIn,
  no_shows: counts.noShows,
  cancelled: counts.cancelled,
  waitlist: counts.waitlist,
})

/** A stored quarter hour as the contract counts it. */
export function countsOf(row: QuarterColumns): Counts {
  return {
    expected: row.expected,
    arrived: row.arrived,
    peopleIn: row.people_in,
    noShows: row.no_shows,
    cancelled: row.cancelled,
    waitlist: row.waitlist,
  }
}

/** Moves the counts of the quarter hours that a change of one reservation touches. */
export async function moveQuarters(
  tx: Tx,
  before: Reservation | undefined,
  after: Reservation | undefined,
): Promise<void> {
  const businessId = (after ?? before)?.businessId
  if (businessId === undefined) return
  for (const [at, change] of countsChange(before, after)) {
    await tx
      .insertInto('quarter_counts')
      .values({ business_id: businessId, at, ...columnsOf(change) })
      .onConflict((conflict) =>
        conflict.columns(['business_id', 'at']).doUpdateSet((row) => ({
          expected: row('quarter_counts.expected', '+', row.ref('excluded.expected')),
          arrived: row('quarter_counts.arrived', '+', row.ref('excluded.arrived')),
          people_in: row('quarter_counts.people_in', '+', row.ref('excluded.people_in')),
          no_shows: row('quarter_counts.no_shows', '+', row.ref('excluded.no_shows')),
          cancelled: row('quarter_counts.cancelled', '+', row.ref('excluded.cancelled')),
          waitlist: row('quarter_counts.waitlist', '+', row.ref('excluded.waitlist')),
        })),
      )
      .execute()
  }
}

/** A venue's day in numbers, from at most a hundred quarter hours. */
export async function statsOfDay(
  db: Reader,
  businessId: number,
  venue: VenueCalendar,
  day: string,
): Promise<DayStats> {
  const { from, to } = venueDayBounds(day, venue)
  const rows = await db
    .selectFrom('quarter_counts')
    .selectAll()
    .where('business_id', '=', businessId)
    .where('at', '>=', from.toISOString())
    .where('at', '<', to.toISOString())
    .orderBy('at')
    .execute()
  return dayStatsOf(rows.map((row) => ({ at: row.at, ...countsOf(row) })))
}
