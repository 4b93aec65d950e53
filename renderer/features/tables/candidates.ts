import type { DeskReservation } from '../../../contract/ipc.ts'
import { waitingParties } from '../waitlist/waiting.ts'

const minute = 60_000
/** Who is expected within this time may be given a table that is free now. */
const soonMs = 60 * minute

/**
 * Parties without a table that a free one could be given to: who is at the door, who waits, who comes soon. Those who
 * are too many for it come last: tables can be put together.
 */
export function candidates(
  reservations: readonly DeskReservation[],
  seats: number | null,
  now: number,
): readonly DeskReservation[] {
  const tableless = reservations.filter(({ table }) => table === undefined)
  const isDue = ({ status, startsAt }: DeskReservation) =>
    (status === 'confirmed' || status === 'pending') && Date.parse(startsAt) - now <= soonMs
  const parties = [
    ...tableless.filter(({ status }) => status === 'arrived'),
    ...waitingParties(reservations),
    ...tableless.filter(isDue),
  ]
  return [...parties.filter((party) => fits(party, seats)), ...parties.filter((party) => !fits(party, seats))]
}

/** Whether a table is large enough. */
export function fits({ partySize }: DeskReservation, seats: number | null): boolean {
  return seats === null || partySize <= seats
}
