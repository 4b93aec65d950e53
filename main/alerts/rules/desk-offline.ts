import { iso, minuteMs } from '../seen.ts'
import type { StateRule } from '../seen.ts'

const keyOf = (deviceId: string): string => `deskOffline:${deviceId}`

/** A desk that was connected has been away for long. */
export const deskOffline: StateRule = {
  kind: 'deskOffline',
  find: ({ desks, now, thresholds }) =>
    desks.flatMap(({ deviceId, name, missingSince }) => {
      if (missingSince === null) return []
      const at = missingSince + thresholds.deskMinutes * minuteMs
      if (at > now) return []
      return [
        {
          kind: 'deskOffline' as const,
          key: keyOf(deviceId),
          at: iso(at),
          deviceId,
          deviceName: name,
          since: iso(missingSince),
        },
      ]
    }),
  isOver: (key, { desks }) => desks.some(({ deviceId, connected }) => connected && keyOf(deviceId) === key),
}
