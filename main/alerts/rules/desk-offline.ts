import { iso, minuteMs } from '../seen.ts'
import type { StateRule } from '../seen.ts'

const keyOf = (deviceId: string): string => `deskOffline:${deviceId}`

/** A desk that was connected has been away for long, and was still when the server was last asked. */
export const deskOffline: StateRule = {
  kind: 'deskOffline',
  find: ({ desks, thresholds }) =>
    desks.flatMap(({ deviceId, name, missingSince, askedAt }) => {
      if (missingSince === null) return []
      const at = missingSince + thresholds.deskMinutes * minuteMs
      // Not by the clock: while this app is cut off itself, the desk may have come back.
      if (at > askedAt) return []
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
