import { transitions } from '../../../contract/reservation.ts'
import type { ReservationStatus } from '../../../contract/reservation.ts'

/** The words of `action` in the language files. */
export type ActionWord =
  ReservationStatus | 'notArrived' | 'recover' | 'backToDoor' | 'seatAgain' | 'leaveWaitlist'

export interface GuestAction {
  to: ReservationStatus
  word: ActionWord
  look: 'main' | 'plain' | 'danger'
}

/** Where the same step has another meaning, depending on where it starts. */
const wordsFrom: Partial<Record<`${ReservationStatus} ${ReservationStatus}`, ActionWord>> = {
  'arrived confirmed': 'notArrived',
  'seated arrived': 'backToDoor',
  'completed seated': 'seatAgain',
  'no_show confirmed': 'recover',
  'cancelled confirmed': 'recover',
  'waitlist confirmed': 'leaveWaitlist',
}

/** What mostly comes next comes first. */
const byUse: readonly ReservationStatus[] = [
  'arrived',
  'seated',
  'completed',
  'confirmed',
  'waitlist',
  'pending',
  'no_show',
  'cancelled',
]

/** What a host can do with a reservation in this status: what the contract allows, the likeliest first. */
export function actionsFor(status: ReservationStatus): GuestAction[] {
  // A host who calls a confirmed reservation unconfirmed again edits it; the button would only be in the way.
  const allowed = transitions[status].filter((to) => !(status === 'confirmed' && to === 'pending'))
  const backwards = status === 'seated' ? 'arrived' : undefined
  const ordered = byUse.filter((to) => allowed.includes(to) && to !== backwards)
  if (backwards) ordered.push(backwards)
  return ordered.map((to, index) => ({
    to,
    word: wordsFrom[`${status} ${to}`] ?? to,
    look: index === 0 ? 'main' : to === 'cancelled' ? 'danger' : 'plain',
  }))
}
