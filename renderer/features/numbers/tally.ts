import { busiestCount } from '../../../contract/numbers.ts'
import type { DayNumbers } from '../../../contract/numbers.ts'
import { outcomeTone } from '../../../contract/scan.ts'
import type { ScanOutcome } from '../../../contract/scan.ts'
import { timeOfVenueDay } from '../../../contract/venue-day.ts'
import type { VenueCalendar } from '../../../contract/venue-day.ts'

export interface Totals {
  arrived: number
  expected: number
  parties: number
  noShows: number
  cancelled: number
  scans: number
  /** Scans after which nobody came in. */
  notAdmitted: number
}

/** What several days add up to. */
export function totalsOf(days: readonly DayNumbers[]): Totals {
  const totals = { arrived: 0, expected: 0, parties: 0, noShows: 0, cancelled: 0, scans: 0, notAdmitted: 0 }
  for (const day of days) {
    totals.arrived += day.arrived
    totals.expected += day.expected
    totals.parties += day.parties
    totals.noShows += day.noShows
    totals.cancelled += day.cancelled
    const scans = scansOf(day)
    totals.scans += scans.admitted + scans.notAdmitted
    totals.notAdmitted += scans.notAdmitted
  }
  return totals
}

/** A day's scans by whether somebody came in. */
export function scansOf({ scansByOutcome }: DayNumbers): { admitted: number; notAdmitted: number } {
  const scans = { admitted: 0, notAdmitted: 0 }
  for (const outcome of outcomesIn(scansByOutcome)) {
    const count = scansByOutcome[outcome] ?? 0
    if (outcomeTone[outcome] === 'green') scans.admitted += count
    else scans.notAdmitted += count
  }
  return scans
}

function outcomesIn(counts: DayNumbers['scansByOutcome']): ScanOutcome[] {
  const outcomes: ScanOutcome[] = []
  for (const outcome in counts) if (isOutcome(outcome)) outcomes.push(outcome)
  return outcomes
}

function isOutcome(text: string): text is ScanOutcome {
  return text in outcomeTone
}

/** The share of parties that did not come, of all that should have; `null` where there were none. */
export function noShowRate({ parties, noShows }: Pick<Totals, 'parties' | 'noShows'>): number | null {
  return parties + noShows === 0 ? null : noShows / (parties + noShows)
}

/** The scans of a desk, by quarter of an hour of the day. */
export interface DeskLoad {
  deviceId: string
  name: string
  total: number
  /** As many as there are quarters. */
  scans: number[]
}

const quarterMs = 15 * 60_000

/**
 * Scans by desk and quarter of an hour, `hh:mm` on the venue's clock. Of several days the same time of day counts
 * together. Quarters run from the first scan to the last of the venue's day.
 */
export function loadOf(
  days: readonly DayNumbers[],
  venue: VenueCalendar,
): { quarters: string[]; desks: DeskLoad[] } {
  const cells: { quarter: number; deviceId: string; name: string; scans: number }[] = []
  for (const { at, deviceId, deviceName, scans } of days.flatMap(({ scansByDesk }) => scansByDesk)) {
    const quarter = Math.floor(timeOfVenueDay(at, venue) / quarterMs)
    cells.push({ quarter, deviceId, name: deviceName, scans })
  }
  if (cells.length === 0) return { quarters: [], desks: [] }
  const from = Math.min(...cells.map(({ quarter }) => quarter))
  const to = Math.max(...cells.map(({ quarter }) => quarter))
  const dayStartsAt = venue.dayStartsAt * 60 * 60_000
  const quarters = Array.from({ length: to - from + 1 }, (_, index) =>
    // In UTC, where every day has 24 hours.
    new Date(dayStartsAt + (from + index) * quarterMs).toISOString().slice(11, 16),
  )
  const desks = new Map<string, DeskLoad>()
  for (const { quarter, deviceId, name, scans } of cells) {
    const desk = desks.get(deviceId) ?? { deviceId, name, total: 0, scans: quarters.map(() => 0) }
    desk.total += scans
    desk.scans[quarter - from] = (desk.scans[quarter - from] ?? 0) + scans
    // The newest name is the one that people know.
    desk.name = name
    desks.set(deviceId, desk)
  }
  return { quarters, desks: [...desks.values()].sort((a, b) => b.total - a.total) }
}

export interface BusyMinute {
  at: string
  people: number
  scans: number
}

/** The minutes of all days in which most people came in. */
export function busiest(days: readonly DayNumbers[]): BusyMinute[] {
  return days
    .flatMap(({ busiestMinutes }) => busiestMinutes)
    .sort((a, b) => b.people - a.people || (a.at < b.at ? -1 : 1))
    .slice(0, busiestCount)
}
