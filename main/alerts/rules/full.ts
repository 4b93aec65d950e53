import { isExpected, peopleIn } from '../../../contract/party.ts'
import type { Reservation } from '../../../contract/reservation.ts'
import { iso } from '../seen.ts'
import type { Seen, StateRule } from '../seen.ts'

/** People in the venue now. */
export function insideNow(rows: readonly Reservation[]): number {
  let inside = 0
  for (const row of rows) if (isExpected(row) && row.status !== 'completed') inside += peopleIn(row)
  return inside
}

function limitOf({ capacity, thresholds }: Seen): number {
  return capacity === null ? Infinity : (capacity * thresholds.percent) / 100
}

/** More people are in than there should be. It is over five percent below, so that one guest at the door is no news twice. */
export const full: StateRule = {
  kind: 'full',
  find: (seen) => {
    const { fresh, rows, capacity, lastEventAt } = seen
    if (!fresh || capacity === null) return []
    const inside = insideNow(rows)
    if (inside <= limitOf(seen)) return []
    // Where nothing has happened since the start, it was so before.
    return [{ kind: 'full', key: 'full', at: iso(lastEventAt ?? 0), inside, capacity }]
  },
  isOver: (_key, seen) => seen.fresh && insideNow(seen.rows) <= limitOf(seen) * 0.95,
}
