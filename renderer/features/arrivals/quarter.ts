import type { DeskReservation } from '../../../contract/ipc.ts'

/** Every time zone is a whole number of quarter hours from UTC, so UTC's quarters are the venue's. */
export const quarterMs = 15 * 60_000

const quarters = new WeakMap<DeskReservation, number>()

/** The start of the quarter hour in which a party is expected, in milliseconds since 1970. */
export function quarterOf(reservation: DeskReservation): number {
  let quarter = quarters.get(reservation)
  if (quarter === undefined) {
    quarter = startOfQuarter(Date.parse(reservation.startsAt))
    quarters.set(reservation, quarter)
  }
  return quarter
}

export function startOfQuarter(at: number): number {
  return Math.floor(at / quarterMs) * quarterMs
}
