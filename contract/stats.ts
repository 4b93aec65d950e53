import { z } from 'zod'
import { instantSchema } from './primitives.ts'
import { isExpected, peopleIn } from './party.ts'
import type { Reservation } from './reservation.ts'

/** What reservations add up to. The first three count people, the others parties. */
export const countsSchema = z.object({
  /** Of all parties that are counted on, whether they have come or not. */
  expected: z.number().int(),
  /** Of those, who has come in so far, also where they have left since. */
  arrived: z.number().int(),
  /** Of those, who is in the venue now. */
  peopleIn: z.number().int(),
  noShows: z.number().int(),
  cancelled: z.number().int(),
  waitlist: z.number().int(),
})
export type Counts = z.infer<typeof countsSchema>
export const countNames = ['expected', 'arrived', 'peopleIn', 'noShows', 'cancelled', 'waitlist'] as const

/** The venue's day in numbers: `include=stats`. Quarter hours without a party are left out. */
export const dayStatsSchema = countsSchema.extend({
  byQuarter: z.array(z.object({ at: instantSchema, expected: z.number().int(), arrived: z.number().int() })),
})
export type DayStats = z.infer<typeof dayStatsSchema>

/** Every time zone is a whole number of quarter hours from UTC, so UTC's quarters are the venue's. */
export const quarterMs = 15 * 60_000

/** The quarter hour, by its first instant, in which a party is expected. */
export function quarterOf({ startsAt }: Pick<Reservation, 'startsAt'>): string {
  return new Date(Math.floor(Date.parse(startsAt) / quarterMs) * quarterMs).toISOString()
}

type Counted = Pick<Reservation, 'status' | 'arrivedCount' | 'partySize' | 'startsAt'>

const nothing: Counts = { expected: 0, arrived: 0, peopleIn: 0, noShows: 0, cancelled: 0, waitlist: 0 }

/** What one reservation adds to its quarter hour. */
export function contributionOf(reservation: Counted): Counts {
  const { status, partySize } = reservation
  if (!isExpected(reservation)) {
    return {
      ...nothing,
      noShows: status === 'no_show' ? 1 : 0,
      cancelled: status === 'cancelled' ? 1 : 0,
      waitlist: status === 'waitlist' ? 1 : 0,
    }
  }
  const arrived = peopleIn(reservation)
  return { ...nothing, expected: partySize, arrived, peopleIn: status === 'completed' ? 0 : arrived }
}

/**
 * How a change of one reservation moves the counts: a difference for each quarter hour that it touches.
 * `undefined`: the reservation was not there before, or is not any more. Empty where nothing moves.
 */
export function countsChange(before: Counted | undefined, after: Counted | undefined): Map<string, Counts> {
  const change = new Map<string, Counts>()
  if (before) change.set(quarterOf(before), combine(nothing, contributionOf(before), -1))
  if (after) {
    const quarter = quarterOf(after)
    change.set(quarter, combine(change.get(quarter) ?? nothing, contributionOf(after), 1))
  }
  for (const [quarter, counts] of change) {
    if (countNames.every((name) => counts[name] === 0)) change.delete(quarter)
  }
  return change
}

function combine(base: Counts, part: Counts, sign: 1 | -1): Counts {
  const sum = { ...base }
  for (const name of countNames) sum[name] += sign * part[name]
  return sum
}

/** A day's numbers from those of its quarter hours, given by time. */
export function dayStatsOf(quarters: readonly (Counts & { at: string })[]): DayStats {
  return {
    ...quarters.reduce((sum, quarter) => combine(sum, quarter, 1), nothing),
    byQuarter: quarters
      .filter(({ expected, arrived }) => expected !== 0 || arrived !== 0)
      .map(({ at, expected, arrived }) => ({ at, expected, arrived })),
  }
}
