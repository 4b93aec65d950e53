import type { DeskReservation } from '../../../contract/ipc.ts'
import { expectedEnd, stayMinutes } from '../../../contract/stay.ts'
import { sitting } from '../tables/occupancy.ts'
import type { AreaNow } from '../tables/occupancy.ts'
import { suggestQuote } from './quote.ts'
import type { QuotedTable } from './quote.ts'

const minute = 60_000
/** Whoever sits longer than expected is taken to go within this time. */
const overstayMs = 10 * minute

/** The parties that wait, the longest first. */
export function waitingParties(reservations: Iterable<DeskReservation>): readonly DeskReservation[] {
  return [...reservations]
    .filter(({ status }) => status === 'waitlist')
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0))
}

/** Whole minutes that a party has waited: since it came, also where it had booked days ago. */
export function minutesWaited({ startsAt }: Pick<DeskReservation, 'startsAt'>, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(startsAt)) / minute))
}

/** Whole minutes by which what a party was told is over; negative while there is time; `null` where it was told nothing. */
export function minutesOverdue(
  { quotedFor }: Pick<DeskReservation, 'quotedFor'>,
  now: number,
): number | null {
  return quotedFor === undefined ? null : Math.floor((now - Date.parse(quotedFor)) / minute)
}

/** When each table is taken or promised: by who sits there, and by who has booked it. */
export function quotedTables(areas: readonly AreaNow[], now: number, pace: number): QuotedTable[] {
  return areas.flatMap(({ tables }) =>
    tables.map(({ seats, here, coming, until }) => ({
      seats: seats ?? Math.max(...[...here, ...coming].map(({ partySize }) => partySize)),
      spans: [
        ...(until === null ? [] : [{ from: 0, to: Math.max(until, now + overstayMs) }]),
        ...coming.map((party) => ({
          from: Math.max(now, Date.parse(party.startsAt)),
          to: Math.max(now + overstayMs, expectedEnd(party, pace)),
        })),
      ],
    })),
  )
}

/**
 * What to promise a party that comes now; `null` where there is no telling. Before it come those who are in without a
 * table that anybody has noted, who stand at the door or sit somewhere, and those who wait.
 */
export function quoteFor(
  partySize: number,
  { areas, pace }: { areas: readonly AreaNow[]; pace: number },
  reservations: Iterable<DeskReservation>,
  now: number,
): number | null {
  const rows = [...reservations]
  const inside = rows
    .filter(({ status, table }) => sitting.includes(status) && table === undefined)
    .map((party) => ({ people: party.partySize, stay: expectedEnd(party, pace) - now }))
    .filter(({ stay }) => stay > 0)
  const waiting = [...waitingParties(rows).map((party) => party.partySize), partySize].map((people) => ({
    people,
    stay: stayMinutes(people) * pace * minute,
  }))
  return suggestQuote(quotedTables(areas, now, pace), [...inside, ...waiting], now)
}
