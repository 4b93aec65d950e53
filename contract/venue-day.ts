/** What is needed to know which day it is at the venue. `dayStartsAt` is the local hour at which a new day begins, so that a table at 00:30 belongs to the evening before. */
export interface VenueCalendar {
  timeZone: string
  dayStartsAt: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  return format
}

/** The wall clock of a zone at an instant, as if it were UTC, in milliseconds. */
function wallClock(at: number, timeZone: string): number {
  const part: Record<string, number> = {}
  for (const { type, value } of formatFor(timeZone).formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1000) + 1000) % 1000)
}

/** Whether the runtime knows a time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const hour = 3_600_000

/** The venue's day, `YYYY-MM-DD`, to which an instant belongs. */
export function venueDay(at: Date | string | number, venue: VenueCalendar): string {
  const shifted = wallClock(new Date(at).getTime(), venue.timeZone) - venue.dayStartsAt * hour
  return new Date(shifted).toISOString().slice(0, 10)
}

/**
 * What a venue's wall clock shows at an instant, in milliseconds since the hour at which its days begin: the same for the
 * same time of every day, also where the clock was changed between.
 */
export function timeOfVenueDay(at: Date | string | number, venue: VenueCalendar): number {
  return (wallClock(new Date(at).getTime(), venue.timeZone) - venue.dayStartsAt * hour) % (24 * hour)
}

/**
 * The instant at which a wall clock shows `YYYY-MM-DDTHH:mm` in a zone.
 * A time that daylight saving skips becomes the same distance after the gap; a time that happens twice is its first.
 */
export function zonedInstant(wall: string, timeZone: string): Date {
  const target = Date.parse(`${wall}Z`)
  if (Number.isNaN(target)) throw new RangeError(`not a wall-clock time: ${wall}`)
  const before = target - (wallClock(target - 24 * hour, timeZone) - (target - 24 * hour))
  const after = target - (wallClock(target + 24 * hour, timeZone) - (target + 24 * hour))
  const fits = [before, after].filter((at) => wallClock(at, timeZone) === target)
  return new Date(fits.length > 0 ? Math.min(...fits) : before)
}

/** The first instant of a venue's day and the first instant after it. */
export function venueDayBounds(day: string, venue: VenueCalendar): { from: Date; to: Date } {
  const start = `${String(venue.dayStartsAt).padStart(2, '0')}:00`
  const next = new Date(Date.parse(`${day}T00:00Z`) + 24 * hour).toISOString().slice(0, 10)
  return {
    from: zonedInstant(`${day}T${start}`, venue.timeZone),
    to: zonedInstant(`${next}T${start}`, venue.timeZone),
  }
}
