import type { ReservationStatus } from '../../../contract/reservation.ts'
import { outcomeTone } from '../../../contract/scan.ts'
import type { Moment } from './timeline.ts'

/** Green came in, amber wants attention, red was refused or struck off, blue is everything else. */
export type MomentTone = 'green' | 'amber' | 'red' | 'blue'

const toneOfStatus: Record<ReservationStatus, MomentTone> = {
  pending: 'blue',
  confirmed: 'blue',
  waitlist: 'blue',
  arrived: 'green',
  seated: 'green',
  completed: 'blue',
  no_show: 'red',
  cancelled: 'red',
}

/** The colour in which a moment is shown. */
export function momentTone({ event, before }: Moment): MomentTone {
  switch (event.type) {
    case 'qr-scanned':
      return outcomeTone[event.scan.outcome]
    case 'scan-conflict':
      return 'amber'
    case 'reservation-deleted':
      return 'red'
    case 'reservation-updated':
      return before?.status === event.reservation.status ? 'blue' : toneOfStatus[event.reservation.status]
    case 'reservation-created':
    case 'scan-undone':
    case 'ticket-revoked':
    case 'settings-changed':
      return 'blue'
  }
}
