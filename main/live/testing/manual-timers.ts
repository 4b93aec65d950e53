import type { Timers } from '../deps.ts'

export interface ManualTimers extends Timers {
  /** Moves the clock on and runs what falls due on the way, in order. */
  advance(ms: number): void
  /** Timers that are set. */
  pending(): number
}

/** A clock that stands still until a test moves it. */
export function manualTimers(start = Date.UTC(2026, 10, 24, 19)): ManualTimers {
  let now = start
  let made = 0
  const timers = new Map<number, { at: number; fn: () => void }>()

  function nextDue(until: number): [number, { at: number; fn: () => void }] | undefined {
    return [...timers]
      .filter(([, timer]) => timer.at <= until)
      .sort(([idA, a], [idB, b]) => a.at - b.at || idA - idB)[0]
  }

  return {
    now: () => now,
    setTimeout(fn, ms) {
      made += 1
      timers.set(made, { at: now + Math.max(0, ms), fn })
      return made
    },
    clearTimeout(handle) {
      timers.delete(Number(handle))
    },
    advance(ms) {
      const until = now + ms
      for (let due = nextDue(until); due; due = nextDue(until)) {
        const [id, timer] = due
        timers.delete(id)
        now = Math.max(now, timer.at)
        timer.fn()
      }
      now = until
    },
    pending: () => timers.size,
  }
}
