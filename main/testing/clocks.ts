import type { Timers } from '../live/deps.ts'
import type { ServerClock } from '../server-clock.ts'

/** A clock that the server has confirmed: it goes as the timers do. */
export function rightClock(timers: Timers): ServerClock {
  return {
    timers,
    offsetMs: () => 0,
    isSure: () => true,
    listening: (fetch) => fetch,
    begin: () => undefined,
  }
}
