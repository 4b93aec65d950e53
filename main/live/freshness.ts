import type { ConnectionState } from '../../contract/connection.ts'
import type { Freshness } from '../../contract/ipc.ts'
import type { Timers } from './deps.ts'
import type { Log } from '../log.ts'

export interface FreshnessKeeper {
  state(): ConnectionState
  /** Tells every listener. `confirmed`: the server has just confirmed what we have. */
  set(state: ConnectionState, confirmed?: boolean): void
  /** The server has just confirmed what we have. Listeners hear of the first time in a state, then at most once in `everyMs`. */
  confirm(everyMs: number): void
  /** Whether the server has confirmed it in this state, and no longer ago than so. */
  isConfirmed(withinMs: number): boolean
  get: () => Freshness
  onChange: (listener: (freshness: Freshness) => void) => () => void
}

/** The state of the connection, the age of the data, and who wants to hear of both. */
export function createFreshness(timers: Timers, log: Log, first: ConnectionState): FreshnessKeeper {
  const listeners = new Set<(freshness: Freshness) => void>()
  let state = first
  let freshAt: number | undefined
  /** `freshAt`, where that was in this state. */
  let confirmedAt: number | undefined
  let toldAt = -Infinity

  function get(): Freshness {
    return {
      connection: state,
      freshAt: freshAt === undefined ? null : new Date(freshAt).toISOString(),
    }
  }

  function tell(listener: (freshness: Freshness) => void): void {
    try {
      listener(get())
    } catch (error) {
      log.error('A listener of the connection failed', { error })
    }
  }

  function tellAll(): void {
    for (const listener of [...listeners]) tell(listener)
  }

  return {
    state: () => state,
    set(next, confirmed = false) {
      if (next.state !== state.state) confirmedAt = undefined
      state = next
      if (confirmed) freshAt = confirmedAt = timers.now()
      toldAt = -Infinity
      tellAll()
    },
    confirm(everyMs) {
      freshAt = confirmedAt = timers.now()
      // A clock that was set back must not keep them in the dark.
      if (freshAt - toldAt < everyMs && freshAt >= toldAt) return
      toldAt = freshAt
      tellAll()
    },
    isConfirmed: (withinMs) => confirmedAt !== undefined && timers.now() - confirmedAt <= withinMs,
    get,
    onChange(listener) {
      listeners.add(listener)
      tell(listener)
      return () => void listeners.delete(listener)
    },
  }
}
