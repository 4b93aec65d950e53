import type { Activity } from '../contract/ipc.ts'

type Kind = Activity['kind']

/**
 * What this window itself asked for, so that its own doing is not announced to it as news. A thing done at another
 * window or over HTTP in this desk's name is news.
 */
export interface OwnRequests {
  /** Runs a request. `told` names, from its answer, the events that it will cause. */
  track<T>(kinds: readonly Kind[], request: Promise<T>, told: (answer: T) => string | undefined): Promise<T>
  /** Whether an answer is still awaited that could claim an activity of this kind. */
  awaits(kind: Kind): boolean
  /** Whether an activity is this window's own. Each request claims one. */
  claim(activity: Activity): boolean
}

export function createOwnRequests(): OwnRequests {
  const inFlight = new Map<Kind, number>()
  const expected = new Map<string, number>()

  function count<K>(map: Map<K, number>, key: K, by: number): void {
    const next = (map.get(key) ?? 0) + by
    if (next > 0) map.set(key, next)
    else map.delete(key)
  }

  return {
    async track(kinds, request, told) {
      for (const kind of kinds) count(inFlight, kind, 1)
      try {
        const answer = await request
        const reservationId = told(answer)
        if (reservationId !== undefined)
          for (const kind of kinds) count(expected, `${kind} ${reservationId}`, 1)
        return answer
      } finally {
        for (const kind of kinds) count(inFlight, kind, -1)
      }
    },
    awaits: (kind) => inFlight.has(kind),
    claim({ kind, reservationId, own }) {
      const key = `${kind} ${reservationId ?? ''}`
      if (!own || !expected.has(key)) return false
      count(expected, key, -1)
      return true
    },
  }
}

export const ownRequests = createOwnRequests()
