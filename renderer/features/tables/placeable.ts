import type { ReservationStatus } from '../../../contract/reservation.ts'

/** Who can be given a table, and whether the party sits down with it. */
export const placeable: Partial<Record<ReservationStatus, 'keep' | 'seat'>> = {
  pending: 'keep',
  confirmed: 'keep',
  waitlist: 'seat',
  arrived: 'seat',
  seated: 'keep',
}

/** Whether the table that the host is choosing can still be given: nobody else has seated the party, and it is here. */
export function isStillPlaceable(began: ReservationStatus, now: ReservationStatus | undefined): boolean {
  if (now === undefined || (now === 'seated' && began !== 'seated')) return false
  return placeable[now] !== undefined
}
