import type { Reservation, ReservationStatus } from './reservation.ts'

type Counted = Pick<Reservation, 'status' | 'arrivedCount' | 'partySize'>

const struck: readonly ReservationStatus[] = ['cancelled', 'no_show']
const came: readonly ReservationStatus[] = ['arrived', 'seated', 'completed']

/** Whether the venue still counts on this party. */
export function isExpected({ status }: Pick<Counted, 'status'>): boolean {
  return !struck.includes(status) && status !== 'waitlist'
}

/**
 * People of a party that have come in. A host who says "they are here" without scanning anybody means all of them.
 */
export function peopleIn({ status, arrivedCount, partySize }: Counted): number {
  const byHand = arrivedCount === 0 && came.includes(status)
  return byHand ? partySize : arrivedCount
}

/** Whether this party has been a guest: somebody of it came in, and it was not struck off afterwards. */
export function isVisit(reservation: Counted): boolean {
  return !struck.includes(reservation.status) && peopleIn(reservation) > 0
}
