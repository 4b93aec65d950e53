import { venueDayBounds } from './venue-day.ts'
import type { VenueCalendar } from './venue-day.ts'

/** The first instant of a day and the first one after it, as text. */
export interface DayBounds {
  from: string
  to: string
}

/** Between which instants the day lies that a desk shows; `null` where it shows none. */
export function shownBounds(desk: { business: VenueCalendar | null; day: string | null }): DayBounds | null {
  if (desk.business === null || desk.day === null) return null
  const { from, to } = venueDayBounds(desk.day, desk.business)
  return { from: from.toISOString(), to: to.toISOString() }
}

/** Whether it is on the list of the day: instants of one format sort as text. Where no day is shown, nothing is. */
export function isShown({ startsAt }: { startsAt: string }, bounds: DayBounds | null): boolean {
  return bounds !== null && startsAt >= bounds.from && startsAt < bounds.to
}
