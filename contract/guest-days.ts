import { venueDay, venueDayBounds } from './venue-day.ts'
import type { VenueCalendar } from './venue-day.ts'

const dayMs = 86_400_000

/**
 * The first instant whose guests are kept at an instant (milliseconds), as ISO 8601: those of reservations from before
 * it are forgotten. `null`: all are kept. It is never later than the beginning of the venue's day before.
 * @param days For how many days after the reservation's day.
 */
export function guestsKeptFrom(
  now: number,
  venue: VenueCalendar,
  days: number | null | undefined,
): string | null {
  if (days === null || days === undefined) return null
  const today = Date.parse(`${venueDay(now, venue)}T00:00Z`)
  const first = new Date(today - days * dayMs).toISOString().slice(0, 10)
  return venueDayBounds(first, venue).from.toISOString()
}
