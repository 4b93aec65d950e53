import type { VenueSettings } from './settings.ts'
import { weekdays } from './settings.ts'
import { venueDay, venueDayBounds, zonedInstant } from './venue-day.ts'
import type { VenueCalendar } from './venue-day.ts'

type Hours = VenueSettings['hours']

const dayMs = 24 * 3_600_000
const dayMinutes = 24 * 60
/** A time without an end within a week has none. */
const days = 7

/**
 * The first instant from `at` on at which the venue is closed and stays so for `ms`; `null`: it never is. The hours of a
 * weekday are those of the venue's day that begins on it, its night included.
 */
export function closedFrom(at: number, venue: VenueCalendar, hours: Hours, ms: number): number | null {
  let closed = at
  for (const { from, to } of openings(at, venue, hours)) {
    if (closed + ms <= from) break
    closed = Math.max(closed, to)
  }
  return closed < at + days * dayMs ? closed : null
}

/** The openings from the day before `at` on, by their beginning. What began yesterday may not have ended. */
function openings(at: number, venue: VenueCalendar, hours: Hours): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  const today = Date.parse(`${venueDay(at, venue)}T00:00Z`)
  for (let ahead = -1; ahead <= days + 1; ahead++) {
    const midnight = new Date(today + ahead * dayMs)
    const weekday = weekdays[(midnight.getUTCDay() + 6) % 7]
    const instant = (minutes: number): number =>
      zonedInstant(
        new Date(midnight.getTime() + minutes * 60_000).toISOString().slice(0, 16),
        venue.timeZone,
      ).getTime()
    for (const { from, to } of weekday === undefined ? [] : hours[weekday]) {
      if (from === '00:00' && to === '24:00') {
        const whole = venueDayBounds(midnight.toISOString().slice(0, 10), venue)
        found.push({ from: whole.from.getTime(), to: whole.to.getTime() })
        continue
      }
      const begins = minutesOf(from) + (minutesOf(from) < venue.dayStartsAt * 60 ? dayMinutes : 0)
      let ends = minutesOf(to)
      while (ends <= begins) ends += dayMinutes
      found.push({ from: instant(begins), to: instant(ends) })
    }
  }
  return found.sort((a, b) => a.from - b.from)
}

function minutesOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour * 60 + minute
}
