import type { Timers } from './deps.ts'

export interface Watchdog {
  /** How long silence may last from now on, in milliseconds. */
  allow(limitMs: number): void
  /** Something was heard. */
  heard(): void
  stop(): void
}

/** Calls `onSilence` once when nothing was heard for as long as is allowed. Hearing costs no timer of its own. */
export function createWatchdog(timers: Timers, onSilence: () => void): Watchdog {
  let limit = 0
  let heardAt = timers.now()
  let timer: unknown

  function look(): void {
    timer = undefined
    // The clock may have been set back: then a silence lasts a limit longer, not for ever.
    const left = Math.min(limit, limit - (timers.now() - heardAt))
    if (left <= 0) onSilence()
    else timer = timers.setTimeout(look, left)
  }

  function stop(): void {
    if (timer !== undefined) timers.clearTimeout(timer)
    timer = undefined
  }

  return {
    allow(limitMs) {
      limit = limitMs
      heardAt = timers.now()
      stop()
      timer = timers.setTimeout(look, limit)
    },
    heard() {
      heardAt = timers.now()
    },
    stop,
  }
}
