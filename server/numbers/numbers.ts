import { sql, type RawBuilder } from 'kysely'
import type { Business } from '../../contract/api.ts'
import { busiestCount } from '../../contract/numbers.ts'
import type { DayNumbers } from '../../contract/numbers.ts'
import type { ScanOutcome } from '../../contract/scan.ts'
import { venueDayBounds } from '../../contract/venue-day.ts'
import type { Reader } from '../storage/database.ts'

const dayMs = 86_400_000

/** What each day of a venue adds up to, from the first to the last. Summed by the database, in one pass over each index. */
export async function numbersOf(
  db: Reader,
  venue: Business,
  first: string,
  last: string,
): Promise<DayNumbers[]> {
  const dates: string[] = []
  for (let at = Date.parse(first); at <= Date.parse(last); at += dayMs) {
    dates.push(new Date(at).toISOString().slice(0, 10))
  }
  const days = new Map<string, DayNumbers>()
  for (const date of dates) {
    const { from, to } = venueDayBounds(date, venue)
    days.set(date, { ...nothing(), date, from: from.toISOString(), to: to.toISOString() })
  }
  // A venue's days are not UTC's, and where the clock changes they have 23 or 25 hours: so each comes with its bounds.
  const spans = sql`days(date, first, beyond) as (values ${sql.join(
    Array.from(days.values(), ({ date, from, to }) => sql`(${date}, ${from}, ${to})`),
  )})`
  const from = <Row>(query: RawBuilder<Row>): Promise<{ rows: Row[] }> =>
    sql<Row>`with ${spans} ${query}`.execute(db)

  for (const { date, ...counts } of (await from(guests(venue.id))).rows) Object.assign(dayOf(date), counts)
  for (const { date, count } of (await from(parties(venue.id))).rows) dayOf(date).parties = count
  for (const { date, outcome, scans } of (await from(scansByOutcome(venue.id))).rows) {
    dayOf(date).scansByOutcome[outcome] = scans
  }
  for (const { date, at, ...desk } of (await from(scansByDesk(venue.id))).rows) {
    dayOf(date).scansByDesk.push({ at: instant(at), ...desk })
  }
  for (const { date, at, people, scans } of (await from(busiestMinutes(venue.id))).rows) {
    dayOf(date).busiestMinutes.push({ at: instant(at), people, scans })
  }
  return [...days.values()]

  function dayOf(date: string): DayNumbers {
    const day = days.get(date)
    if (!day) throw new Error(`${date} was not asked for`)
    return day
  }
}

const nothing = () => ({
  expected: 0,
  arrived: 0,
  parties: 0,
  noShows: 0,
  cancelled: 0,
  scansByOutcome: {},
  scansByDesk: [],
  busiestMinutes: [],
})

/** An instant without its seconds, as the queries cut it, as one of the wire. */
const instant = (minute: string): string => `${minute}:00.000Z`

type OfDay<T> = T & { date: string }
type Guests = OfDay<Pick<DayNumbers, 'expected' | 'arrived' | 'noShows' | 'cancelled'>>

const guests = (businessId: number) => sql<Guests>`
  select date, sum(expected) as expected, sum(arrived) as arrived, sum(no_shows) as "noShows",
    sum(cancelled) as cancelled
  from days join quarter_counts on business_id = ${businessId} and at >= first and at < beyond
  group by date`

const parties = (businessId: number) => sql<OfDay<{ count: number }>>`
  select date, count(*) as count
  from days join reservations on business_id = ${businessId} and starts_at >= first and starts_at < beyond
  where deleted_at is null and status not in ('cancelled', 'no_show', 'waitlist')
  group by date`

/** Of a day, by when they were made, also where the server heard of them later. */
const scans = (businessId: number) =>
  sql`days join scans on business_id = ${businessId} and scanned_at >= first and scanned_at < beyond`

const scansByOutcome = (businessId: number) => sql<OfDay<{ outcome: ScanOutcome; scans: number }>>`
  select date, outcome, count(*) as scans from ${scans(businessId)} group by date, outcome`

const scansByDesk = (businessId: number) => sql<
  OfDay<{ at: string; deviceId: string; deviceName: string; scans: number }>
>`
  select date, at, device_id as "deviceId", max(name) as "deviceName", count(*) as scans
  from (
    select date, device_id, coalesce((select name from devices where id = device_id), device_name) as name, substr(scanned_at, 1, 14) || case
      when substr(scanned_at, 15, 2) < '15' then '00'
      when substr(scanned_at, 15, 2) < '30' then '15'
      when substr(scanned_at, 15, 2) < '45' then '30'
      else '45' end as at
    from ${scans(businessId)}
  ) as quarters
  group by date, at, device_id
  order by date, at, device_id`

const busiestMinutes = (businessId: number) => sql<OfDay<{ at: string; people: number; scans: number }>>`
  select date, at, people, scans
  from (
    select date, at, people, scans, row_number() over (partition by date order by people desc, at) as place
    from (
      select date, substr(scanned_at, 1, 16) as at, sum(people) as people, count(*) as scans
      from ${scans(businessId)}
      where (outcome = 'admitted' or decision = 'keep') and undone_at is null
      group by date, substr(scanned_at, 1, 16)
    ) as minutes
  ) as placed
  where place <= ${sql.lit(busiestCount)}
  order by date, place`
