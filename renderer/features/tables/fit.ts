import type { DeskReservation } from '../../../contract/ipc.ts'
import { stayMinutes } from '../../../contract/stay.ts'
import type { AreaNow, TableNow } from './occupancy.ts'

/** `fits`: large enough and free for the whole stay. The others may be chosen all the same: the host knows more. */
export type Fit = 'fits' | 'small' | 'taken' | 'promised'

/** The party that is given a table, and when it sits down. */
export interface Seating {
  party: DeskReservation
  /** In milliseconds, as `now` is. */
  from: number
  now: number
  pace: number
}

const minute = 60_000
/** As much as estimates are off. */
const toleranceMs = 15 * minute

/** Whether a table suits a party. */
export function fitOf({ seats, here, until, coming }: TableNow, { party, from, now, pace }: Seating): Fit {
  if (seats !== null && seats < party.partySize) return 'small'
  const isOther = ({ id }: DeskReservation) => id !== party.id
  // Whoever should have gone still sits there.
  if (here.some(isOther) && Math.max(until ?? now, now + toleranceMs) > from) return 'taken'
  const to = from + stayMinutes(party.partySize) * pace * minute
  const overlaps = (other: DeskReservation) => {
    const start = Date.parse(other.startsAt)
    const end = start + stayMinutes(other.partySize) * pace * minute
    return start < to - toleranceMs && end > from + toleranceMs
  }
  return coming.filter(isOther).some(overlaps) ? 'promised' : 'fits'
}

/** The name of the smallest table that suits a party; `null` where none does. */
export function bestTable(areas: readonly AreaNow[], seating: Seating): string | null {
  let best: TableNow | null = null
  for (const { tables } of areas) {
    for (const table of tables) {
      if (fitOf(table, seating) !== 'fits') continue
      if (!best || (table.seats ?? Infinity) < (best.seats ?? Infinity)) best = table
    }
  }
  return best?.name ?? null
}
