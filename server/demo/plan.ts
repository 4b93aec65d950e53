import type { Business } from '../../contract/api.ts'
import { stayMinutes } from '../../contract/stay.ts'
import { venueDay, venueDayBounds } from '../../contract/venue-day.ts'
import { demoZones, guestNames, guestNotes, guestTags } from './guests.ts'

/** One party of the demo: what was booked, and what has happened to it by now. */
export interface PlannedParty {
  name: string
  phone: string
  email?: string
  startsAt: Date
  bookedAt: Date
  partySize: number
  table?: string
  notes?: string
  tags: string[]
  booked: 'pending' | 'confirmed' | 'waitlist'
  /** Who has been scanned in, in one piece or several. */
  scans: { at: Date; people: number }[]
  /** What a host has done with it since. */
  then?: { at: Date; status: 'seated' | 'completed' | 'no_show' | 'cancelled' }[]
}

const minute = 60_000
const hour = 60 * minute

/** A zone in which it is between 18:00 and 22:00 now, so that the whole evening is one day of the venue. */
export function eveningZone(now: Date): string {
  const zone = demoZones.find((timeZone) => {
    const format = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', hour: '2-digit' })
    const local = Number(format.format(now))
    return local >= 18 && local < 22
  })
  if (zone === undefined) throw new Error('the list of demo zones leaves an hour of the day out')
  return zone
}

/** Sixty parties from three hours ago to three and a half hours ahead, within the venue's day. The same for the same numbers. */
export function planEvening(random: () => number, now: Date, business: Business): PlannedParty[] {
  const { from, to } = venueDayBounds(venueDay(now, business), business)
  const begin = Math.max(from.getTime(), now.getTime() - 3 * hour)
  const end = Math.min(to.getTime() - 15 * minute, now.getTime() + 3.5 * hour)
  return guestNames.map((name, index) => {
    const quarter = 15 * minute
    const share = begin + ((end - begin) * index) / (guestNames.length - 1)
    const startsAt = new Date(Math.max(begin, Math.floor(share / quarter) * quarter))
    return planParty(random, now, index, name, startsAt)
  })
}

const day = 24 * hour

/** Earlier evenings of some of tonight's guests, in the four weeks before: what the venue knows of them. */
export function planVisits(random: () => number, tonight: readonly PlannedParty[]): PlannedParty[] {
  return tonight
    .filter((_, index) => index % 3 === 0)
    .flatMap((party, index) => {
      const visits = 1 + Math.floor(random() * 3)
      return Array.from({ length: visits }, (_, ago) => {
        const startsAt = new Date(party.startsAt.getTime() - (ago + 1) * 7 * day)
        // One guest in eight did not come, the last time.
        return planVisit(party, startsAt, ago > 0 || index % 8 !== 5)
      })
    })
}

function planVisit(party: PlannedParty, startsAt: Date, came: boolean): PlannedParty {
  const { name, phone, email, partySize, tags } = party
  const at = (minutes: number): Date => new Date(startsAt.getTime() + minutes * minute)
  return {
    name,
    phone,
    ...(email !== undefined && { email }),
    startsAt,
    bookedAt: new Date(startsAt.getTime() - 2 * day),
    partySize,
    tags,
    booked: 'confirmed',
    scans: came ? [{ at: at(2), people: partySize }] : [],
    then: came
      ? [
          { at: at(10), status: 'seated' },
          { at: at(100), status: 'completed' },
        ]
      : [{ at: at(40), status: 'no_show' }],
  }
}

function planParty(
  random: () => number,
  now: Date,
  index: number,
  name: string,
  startsAt: Date,
): PlannedParty {
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1))
  const later = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * minute)
  const partySize = between(1, 10) <= 7 ? between(1, 4) : between(5, 10)
  const email = `${name.split(' ')[0] ?? ''}.${index}@example.com`.normalize('NFD').replace(/[^\w.@]/g, '')
  const notes = index % 4 === 1 ? guestNotes[between(0, guestNotes.length - 1)] : undefined
  const party: PlannedParty = {
    name,
    phone: `+52 55 5550 ${String(between(0, 9999)).padStart(4, '0')}`,
    startsAt,
    bookedAt: later(now, -between(4 * 60, 6 * 24 * 60)),
    partySize,
    tags: index % 5 === 2 ? [...(guestTags[between(0, guestTags.length - 1)] ?? [])] : [],
    booked: 'confirmed',
    scans: [],
    ...(index % 6 === 0 && { email: email.toLowerCase() }),
    ...(index % 9 !== 8 && { table: String(1 + (index % 40)) }),
    ...(notes !== undefined && { notes }),
  }

  const minutesAgo = (now.getTime() - startsAt.getTime()) / minute
  if (index === 12) return { ...party, then: [{ at: later(startsAt, 30), status: 'no_show' }] }
  if (index === 19 || index === 44) return { ...party, then: [{ at: later(now, -200), status: 'cancelled' }] }
  if (index === 30 || index === 36) return { ...party, booked: 'waitlist' }
  if (index % 17 === 16 && minutesAgo < 0) return { ...party, booked: 'pending' }

  // Of those whose time has come, a few are late; one or two come early.
  const isLate = minutesAgo > 0 && minutesAgo < 50 && index % 4 === 3
  const isEarly = minutesAgo > -25 && index % 7 === 5
  if (isLate || !(minutesAgo > 5 || isEarly)) return party
  const arrivedAt = new Date(
    Math.min(later(startsAt, between(-8, 6)).getTime(), later(now, -between(1, 4)).getTime()),
  )
  const inPieces = partySize >= 4 && index % 3 === 1
  const first = inPieces ? Math.ceil(partySize / 2) : partySize
  party.scans.push({ at: arrivedAt, people: first })
  // Those who came in pieces lately are not complete yet.
  if (inPieces && minutesAgo > 60) {
    party.scans.push({ at: later(arrivedAt, between(3, 12)), people: partySize - first })
  }
  const seatedAt = later(arrivedAt, 15)
  if (minutesAgo > 25 && seatedAt < now) party.then = [{ at: seatedAt, status: 'seated' }]
  // Most go when they are expected to; a few sit on.
  const leftAt = later(startsAt, stayMinutes(partySize) + between(-25, 5))
  if (index === 1) party.then = [...(party.then ?? []), { at: later(now, -10), status: 'completed' }]
  else if (party.then && index % 6 !== 4 && leftAt > seatedAt && leftAt < now) {
    party.then.push({ at: leftAt, status: 'completed' })
  }
  return party
}
