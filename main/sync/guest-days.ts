import { guestsKeptFrom } from '../../contract/guest-days.ts'
import type { Timers } from '../live/deps.ts'
import type { Log } from '../log.ts'
import { timesItMayBe } from '../server-clock.ts'
import type { ServerClock } from '../server-clock.ts'
import type { Cache } from './cache.ts'
import { outdated } from './outdated.ts'

/** A server that is there has said within this time what time it is. */
const hearFirstMs = 10 * 60_000
const everyMs = 60 * 60_000

export interface GuestDays {
  /** The day, the clock, the venue's setting or what waits to be sent may be another: forgets whom there is to forget. */
  check(): void
  begin(): void
  stop(): void
}

export interface GuestDaysOptions {
  cache: Pick<Cache, 'model' | 'write'>
  clock: ServerClock
  /** This computer's own, for how long to wait. */
  timers: Timers
  log: Log
}

/**
 * Forgets guests once the venue's time for them is over, whether there is a server or not. It goes by the server's clock.
 * A desk that has not heard it since its start waits for a while, then goes by the earliest that it may be; and should
 * that be wrong nevertheless, it asks for everything again when the server is back.
 */
export function createGuestDays({ cache, clock, timers, log }: GuestDaysOptions): GuestDays {
  /** From when on guests were kept when they were forgotten last. */
  let done: string | null = null
  let heldBack = false
  let hasWaited = false
  let isBusy = false
  let isAskedAgain = false
  let timer: unknown

  function keptFrom(): string | null {
    const { identity } = cache.model
    if (!identity || !(clock.isSure() || hasWaited)) return null
    const now = Math.min(...timesItMayBe(clock))
    return guestsKeptFrom(now, identity.business, identity.settings?.guestDays)
  }

  function check(): void {
    isAskedAgain = isBusy
    if (isBusy) return
    const from = keptFrom()
    if (from === null) done = null
    if (from === null || (from === done && !heldBack)) return
    isBusy = true
    void forget(from)
      .catch((error: unknown) => log.error('Guests of old days could not be forgotten', { error }))
      .finally(() => {
        isBusy = false
        if (isAskedAgain) check()
      })
  }

  async function forget(from: string): Promise<void> {
    const isSure = clock.isSure()
    const forgotten = await cache.write((model) => {
      const { change, heldBack } = outdated(model, from)
      const { rows = [], verdicts = [] } = change.forget ?? {}
      if (from === done && rows.length + verdicts.length === 0)
        return { change: {}, result: { rows: 0, heldBack } }
      const isGuess = !isSure && rows.length > 0
      return {
        change: { ...change, ...(isGuess && { cursor: null }) },
        result: { rows: rows.length, heldBack },
      }
    })
    done = from
    heldBack = forgotten.heldBack
    if (forgotten.rows > 0) log.info('Guests of old days are forgotten', { before: from, ...forgotten })
  }

  function wait(ms: number): void {
    timer = timers.setTimeout(() => {
      hasWaited = true
      check()
      wait(everyMs)
    }, ms)
  }

  return {
    check,
    begin: () => {
      wait(hearFirstMs)
      check()
    },
    stop: () => timers.clearTimeout(timer),
  }
}
