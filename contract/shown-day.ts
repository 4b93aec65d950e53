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

/** Instants of one format sort as text. */
export function isWithin({ startsAt }: { startsAt: string }, { from, to }: DayBounds): boolean {
  return startsAt >= from && startsAt < to
}
