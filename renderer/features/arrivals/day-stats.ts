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
  bars: readonly QuarterBar[]
}

/** Quarter hours in the chart, and how many of them lie before now. */
const shownQuarters = 16
const shownBefore = 5

/** The day in a few numbers. `now` in milliseconds. */
export function dayStats({ byId }: Pick<Rows, 'byId'>, now: number): DayStats {
  let inside = 0
  let toCome = 0
  let expected = 0
  let late = 0
  const quarters = new Map<number, { people: number; inside: number }>()
  for (const reservation of byId.values()) {
    if (!isExpected(reservation)) continue
    const came = peopleIn(reservation)
    expected += reservation.partySize
    if (reservation.status !== 'completed') {
      inside += came
      toCome += Math.max(0, reservation.partySize - came)
    }
    if (minutesLate(reservation, now) > 0) late += 1
    const quarter = quarterOf(reservation)
    const bar = quarters.get(quarter) ?? { people: 0, inside: 0 }
    bar.people += reservation.partySize
    bar.inside += came
    quarters.set(quarter, bar)
  }
  return { inside, toCome, expected, late, bars: barsAround(quarters, now) }
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

/** Computes the numbers again only for other rows or another minute. */
export function createStatsSelector(): (state: Pick<Rows, 'byId'>, minute: number) => DayStats {
  let last: { byId: Rows['byId']; minute: number; stats: DayStats } | undefined
  return ({ byId }, minute) => {
    if (last?.byId !== byId || last.minute !== minute)
      last = { byId, minute, stats: dayStats({ byId }, minute) }
    return last.stats
  }
}
