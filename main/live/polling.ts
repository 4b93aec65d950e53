import type { Timers } from './deps.ts'
import { failureOf } from './failure.ts'
import type { Failure } from './failure.ts'

/** Milliseconds between two polls. */
export const pollEveryMs = 120_000

export interface Polling {
  running(): boolean
  /** The first poll at once, then one every two minutes. Does nothing while it runs. */
  start(): void
  /** A poll under way is not listened to any more. */
  stop(): void
  /** Polls now, unless a poll is under way. */
  now(): void
}

/**
 * Polls while there is no stream.
 * @param deps.poll one poll; asks `wanted` whether to go on
 * @param deps.heldUntil before this instant the server wants to hear nothing, in milliseconds
 * @param deps.onResult after each poll that was still wanted when it ended
 */
export function createPolling(deps: {
  timers: Timers
  poll(wanted: () => boolean): Promise<void>
  heldUntil(): number
  onResult(failure: Failure | undefined): void
}): Polling {
  const { timers } = deps
  let timer: unknown
  /** Which run of polling this is; what an earlier one still says is not listened to. */
  let run: object | undefined
  let busy = false

  function schedule(ms: number): void {
    timer = timers.setTimeout(go, ms)
  }

  function go(): void {
    timer = undefined
    const held = deps.heldUntil() - timers.now()
    if (held > 0) schedule(held)
    else void pollOnce()
  }

  async function pollOnce(): Promise<void> {
    const mine = run
    const wanted = () => run === mine && mine !== undefined
    busy = true
    let failure: Failure | undefined
    try {
      await deps.poll(wanted)
    } catch (error) {
      failure = failureOf(error)
    }
    if (!wanted()) return
    busy = false
    schedule(Math.max(pollEveryMs, failure?.retryAfterMs ?? 0))
    deps.onResult(failure)
  }

  function cancel(): void {
    if (timer !== undefined) timers.clearTimeout(timer)
    timer = undefined
  }

  return {
    running: () => run !== undefined,
    start() {
      if (run) return
      run = {}
      busy = false
      go()
    },
    stop() {
      run = undefined
      cancel()
    },
    now() {
      if (!run || busy) return
      cancel()
      void pollOnce()
    },
  }
}
