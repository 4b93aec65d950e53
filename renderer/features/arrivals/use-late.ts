import type { DeskReservation } from '../../../contract/ipc.ts'
import { useClock } from '../../clock.ts'
import { minutesLate } from '../../party.ts'
import { useDesk } from '../../store/desk-store.ts'
import { thresholdsOf } from '../../store/session.ts'

/** Whole minutes by which a party is late, `0` while it is not. */
export function useLate(reservation: DeskReservation): number {
  const lateMinutes = useDesk((desk) => thresholdsOf(desk).lateMinutes)
  return useClock((now) => minutesLate(reservation, now, lateMinutes))
}
