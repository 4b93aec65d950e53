import { closedFrom } from '../../contract/opening.ts'
import type { UpdateState } from '../../contract/shell.ts'
import { venueDay, venueDayBounds } from '../../contract/venue-day.ts'
import type { VenueCalendar } from '../../contract/venue-day.ts'
import type { Moment } from '../moment.ts'

const minuteMs = 60_000
/** A guest who was scanned just now may not be the last of the party. */
const afterScanMs = 5 * minuteMs
/** Longer than the largest update takes: the desk is there again when the venue opens. */
const beforeOpeningMs = 15 * minuteMs
/** Of a venue that never closes, the first hour of its day is taken for the quietest. */
const quietMs = 60 * minuteMs

type Ready = Extract<UpdateState, { state: 'ready' }>

/** What speaks against an update now, and the first instant at which nothing does, as far as can be known. */
export interface UpdateTime {
  hold: Exclude<Ready['hold'], 'busy'>
  at: number
}

/** When the app may be replaced: never in the venue's hours, nor shortly before them, nor soon after a scan. */
export function updateTime({
  now,
  venue,
  hours,
  lastScanAt,
}: Pick<Moment, 'now' | 'venue' | 'hours' | 'lastScanAt'>): UpdateTime {
  const rested = lastScanAt === null ? now : Math.max(now, lastScanAt + afterScanMs)
  if (venue === null) return { hold: rested > now ? 'scan' : null, at: rested }
  const closed = hours === null ? null : closedFrom(rested, venue, hours, beforeOpeningMs)
  const at = closed ?? quietFrom(rested, venue)
  if (at === now) return { hold: null, at }
  if (at === rested) return { hold: 'scan', at }
  return { hold: closed === null ? 'always_open' : 'open', at }
}

/** The same instant where it is in the first hour of the venue's day, else where the next day begins. */
function quietFrom(at: number, venue: VenueCalendar): number {
  const { from, to } = venueDayBounds(venueDay(at, venue), venue)
  return at < from.getTime() + quietMs ? at : to.getTime()
}
