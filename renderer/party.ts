import type { DeskReservation } from '../contract/ipc.ts'
import type { ReservationStatus } from '../contract/reservation.ts'
import { defaultVenueSettings } from '../contract/settings.ts'
import type { Sight } from '../contract/sight.ts'

const notYet: readonly ReservationStatus[] = ['pending', 'confirmed']

/** Whole minutes by which a party is late, `0` while it is not: the venue waits for `lateMinutes`. */
export function minutesLate(
  reservation: Pick<DeskReservation, 'status' | 'arrivedCount' | 'startsAt'>,
  now: number,
  lateMinutes: number = defaultVenueSettings.thresholds.lateMinutes,
): number {
  if (!notYet.includes(reservation.status) || reservation.arrivedCount > 0) return 0
  const minutes = Math.floor((now - Date.parse(reservation.startsAt)) / 60_000)
  return minutes >= lateMinutes ? minutes : 0
}

export type Look = Sight['filter']['states'][number]

/** The shape and colour in which a party is shown. */
export function lookOf({ status }: Pick<DeskReservation, 'status'>, late: boolean): Look {
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
