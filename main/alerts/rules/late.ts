import type { Reservation } from '../../../contract/reservation.ts'
import { iso, minuteMs } from '../seen.ts'
import type { StateRule } from '../seen.ts'

/** When a party that has not come begins to be late; `null` where it is not waited for. */
export function lateAt(
  { status, arrivedCount, startsAt }: Pick<Reservation, 'status' | 'arrivedCount' | 'startsAt'>,
  minutes: number,
): number | null {
  const waitedFor = (status === 'pending' || status === 'confirmed') && arrivedCount === 0
  return waitedFor ? Date.parse(startsAt) + minutes * minuteMs : null
}

/** A party has not come. Moved to another time, it can be late again. */
export const late: StateRule = {
  kind: 'late',
  find: ({ fresh, rows, now, thresholds }) => {
    // What is not fresh may have come long ago.
    if (!fresh) return []
    return rows.flatMap((row) => {
      const at = lateAt(row, thresholds.lateMinutes)
      if (at === null || at > now) return []
      return [
        {
          kind: 'late' as const,
          key: `late:${row.id}:${row.startsAt}`,
          at: iso(at),
          reservationId: row.id,
          name: row.customer.name,
          partySize: row.partySize,
          startsAt: row.startsAt,
        },
      ]
    })
  },
}
