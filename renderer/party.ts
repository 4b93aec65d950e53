import type { DeskReservation } from '../contract/ipc.ts'
import type { ReservationStatus } from '../contract/reservation.ts'

type Counted = Pick<DeskReservation, 'status' | 'arrivedCount' | 'partySize'>

/** Minutes after which a party that has not come counts as late. */
const graceMinutes = 5

const struck: readonly ReservationStatus[] = ['cancelled', 'no_show']
const notYet: readonly ReservationStatus[] = ['pending', 'confirmed']

/** Whether the venue still counts on this party. */
export function isExpected({ status }: Pick<Counted, 'status'>): boolean {
  return !struck.includes(status) && status !== 'waitlist'
}

/**
 * People of a party that have come in. A host who says "they are here" without scanning anybody means all of them.
 */
export function peopleIn({ status, arrivedCount, partySize }: Counted): number {
  const byHand = arrivedCount === 0 && (status === 'arrived' || status === 'seated' || status === 'completed')
  return byHand ? partySize : arrivedCount
}

/** Whole minutes by which a party is late, `0` while it is not. */
export function minutesLate(
  reservation: Pick<DeskReservation, 'status' | 'arrivedCount' | 'startsAt'>,
  now: number,
): number {
  if (!notYet.includes(reservation.status) || reservation.arrivedCount > 0) return 0
  const minutes = Math.floor((now - Date.parse(reservation.startsAt)) / 60_000)
  return minutes >= graceMinutes ? minutes : 0
}

export type Look = 'expected' | 'late' | 'in' | 'waitlist' | 'left' | 'struck'

/** The shape and colour in which a party is shown. */
export function lookOf({ status }: Pick<Counted, 'status'>, late: boolean): Look {
  switch (status) {
    case 'pending':
    case 'confirmed':
      return late ? 'late' : 'expected'
    case 'waitlist':
      return 'waitlist'
    case 'arrived':
    case 'seated':
      return 'in'
    case 'completed':
      return 'left'
    case 'no_show':
    case 'cancelled':
      return 'struck'
  }
}
