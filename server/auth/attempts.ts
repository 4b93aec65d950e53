import { Refusal } from '../http/refusal.ts'

export interface Attempts {
  /** Throws 429 with Retry-After where `who` has failed too often. */
  check(who: string): void
  failed(who: string): void
}

/** Counts failures by address or device, in memory: a window that starts at the first failure. */
export function limitAttempts(limit: number, windowMs: number, now: () => Date): Attempts {
  const failures = new Map<string, { count: number; until: number }>()

  const current = (who: string) => {
    const entry = failures.get(who)
    return entry && entry.until > now().getTime() ? entry : undefined
  }
  return {
    check(who) {
      const entry = current(who)
      if (!entry || entry.count < limit) return
      const seconds = Math.max(1, Math.ceil((entry.until - now().getTime()) / 1000))
      throw new Refusal('rate_limited', `Too many wrong attempts. Try again in ${seconds} s.`, {
        headers: { 'retry-after': String(seconds) },
      })
    },
    failed(who) {
      const entry = current(who)
      if (entry) {
        entry.count += 1
        return
      }
      // A flood of addresses must not fill the memory: the past is dropped when there are many.
      if (failures.size >= 10_000) {
        for (const [key, { until }] of failures) if (until <= now().getTime()) failures.delete(key)
      }
      failures.set(who, { count: 1, until: now().getTime() + windowMs })
    },
  }
}
