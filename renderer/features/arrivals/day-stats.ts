import type { Rows } from '../../store/rows.ts'
import { isExpected, peopleIn } from '../../../contract/party.ts'
import { minutesLate } from '../../party.ts'
import { quarterMs, quarterOf, startOfQuarter } from './quarter.ts'

export interface QuarterBar {
  /** Start of the quarter hour, in milliseconds since 1970. */
  quarter: number
  people: number
  inside: number
}

export interface DayStats {
  /** People in the venue now. */
  inside: number
  toCome: number
  /** People of all parties that are counted on today. */
  expected: number
  /** Parties that should be here and are not. */
  late: number
  /** Parties on the waitlist. */
  waiting: number
  bars: readonly QuarterBar[]
}

/** Quarter hours in the chart, and how many of them lie before now. */
const shownQuarters = 16
const shownBefore = 5

/** The day in a few numbers. `now` in milliseconds; a party is late after `lateMinutes`. */
export function dayStats({ byId }: Pick<Rows, 'byId'>, now: number, lateMinutes: number): DayStats {
  let inside = 0
  let toCome = 0
  let expected = 0
  let late = 0
  let waiting = 0
  const quarters = new Map<number, { people: number; inside: number }>()
  for (const reservation of byId.values()) {
    if (reservation.status === 'waitlist') waiting += 1
    if (!isExpected(reservation)) continue
    const came = peopleIn(reservation)
    expected += reservation.partySize
    if (reservation.status !== 'completed') {
      inside += came
      toCome += Math.max(0, reservation.partySize - came)
    }
    if (minutesLate(reservation, now, lateMinutes) > 0) late += 1
    const quarter = quarterOf(reservation)
    const bar = quarters.get(quarter) ?? { people: 0, inside: 0 }
    bar.people += reservation.partySize
    bar.inside += came
    quarters.set(quarter, bar)
  }
  return { inside, toCome, expected, late, waiting, bars: barsAround(quarters, now) }
}

function barsAround(
  quarters: ReadonlyMap<number, { people: number; inside: number }>,
  now: number,
): QuarterBar[] {
  if (quarters.size === 0) return []
  let first = Infinity
  let last = -Infinity
  for (const quarter of quarters.keys()) {
    first = Math.min(first, quarter)
    last = Math.max(last, quarter)
  }
  const current = startOfQuarter(now)
  const spread = (shownQuarters - 1) * quarterMs
  // Around now, moved to where there are parties: after the last one, the end of the evening is shown.
  const latestStart = Math.max(first, last - spread)
  const start = Math.min(Math.max(first, current - shownBefore * quarterMs), latestStart)
  const end = Math.min(start + spread, Math.max(last, start))
  const bars: QuarterBar[] = []
  for (let quarter = start; quarter <= end; quarter += quarterMs) {
    bars.push({ quarter, ...(quarters.get(quarter) ?? { people: 0, inside: 0 }) })
  }
  return bars
}

/** Computes the numbers again only for other rows, another minute or another grace time. */
export function createStatsSelector(): (
  rows: Pick<Rows, 'byId'>,
  minute: number,
  lateMinutes: number,
) => DayStats {
  let last: { byId: Rows['byId']; minute: number; lateMinutes: number; stats: DayStats } | undefined
  return ({ byId }, minute, lateMinutes) => {
    if (last?.byId !== byId || last.minute !== minute || last.lateMinutes !== lateMinutes)
      last = { byId, minute, lateMinutes, stats: dayStats({ byId }, minute, lateMinutes) }
    return last.stats
  }
}
