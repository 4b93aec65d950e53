import { iso, minuteMs } from '../seen.ts'
import type { StateRule } from '../seen.ts'

const waitingKey = 'unsent:waiting'
const deskKey = (deviceId: string): string => `unsent:desk:${deviceId}`

/** What was done at a desk was refused by the server; at this one, also what has waited for long to be sent. */
export const unsent: StateRule = {
  kind: 'unsent',
  find: ({ refused, waiting, desks, now, thresholds }) => {
    const asides = refused.map(({ id, name, at }) => ({
      kind: 'unsent' as const,
      key: `unsent:${id}`,
      at: iso(now),
      why: 'refused' as const,
      name,
      count: 1,
      since: at,
    }))
    const others = desks
      .filter(({ setAside }) => setAside > 0)
      .map(({ deviceId, name, setAside }) => ({
        kind: 'unsent' as const,
        key: deskKey(deviceId),
        at: iso(now),
        why: 'refused' as const,
        name: '',
        desk: { deviceId, deviceName: name },
        count: setAside,
        since: iso(now),
      }))
    const found = [...asides, ...others]
    if (!waiting || Date.parse(waiting.since) + thresholds.unsentMinutes * minuteMs > now) return found
    return [...found, { kind: 'unsent', key: waitingKey, at: iso(now), why: 'waiting', name: '', ...waiting }]
  },
  isOver: (key, { waiting, desks }) => {
    if (key === waitingKey) return waiting === null
    return desks.some(({ deviceId, setAside }) => setAside === 0 && deskKey(deviceId) === key)
  },
}
