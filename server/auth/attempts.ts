import { Refusal } from '../http/refusal.ts'

export interface Attempts {
  /**
   * Counts one more attempt of `who`. Throws 429 with Retry-After where there were too many.
   * Counted before it is judged, so that many at once are not judged side by side.
   */
  begin(who: string): void
  /** How many more are judged before the pause. */
  left(who: string): number
  /** The attempt was right, or nobody's fault: it does not count. */
  forgive(who: string): void
}

/** Counts wrong attempts by address, account or device, in memory: a window that starts at the first one. */
export function limitAttempts(limit: number, windowMs: number, now: () => Date): Attempts {
  const attempts = new Map<string, { count: number; until: number }>()

  const current = (who: string) => {
    const entry = attempts.get(who)
    return entry && entry.until > now().getTime() ? entry : undefined
  }
  return {
    begin(who) {
      const entry = current(who)
      if (!entry) {
        // A flood of addresses must not fill the memory: the past is dropped when there are many.
        if (attempts.size >= 10_000) {
          for (const [key, { until }] of attempts) if (until <= now().getTime()) attempts.delete(key)
        }
        attempts.set(who, { count: 1, until: now().getTime() + windowMs })
        return
      }
      if (entry.count >= limit) {
        const seconds = Math.max(1, Math.ceil((entry.until - now().getTime()) / 1000))
        throw new Refusal('rate_limited', `Too many wrong attempts. Try again in ${seconds} s.`, {
          headers: { 'retry-after': String(seconds) },
        })
      }
      entry.count += 1
    },
    left: (who) => limit - (current(who)?.count ?? 0),
    forgive(who) {
      const entry = current(who)
      if (entry && entry.count > 1) entry.count -= 1
      else attempts.delete(who)
    },
  }
}
