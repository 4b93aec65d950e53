import { isForeignRefusal } from './http/request.ts'
import type { Timers } from './live/deps.ts'

/** The venue's time on a computer whose clock may be wrong: the server's, as its answers tell it. */
export interface ServerClock {
  /** Timers whose `now` is the server's time. */
  timers: Timers
  /** How far this computer's clock is ahead of the server's; what is within the noise is 0. */
  offsetMs(): number
  /** The server has said since the start what time it is; before, the offset is the one of the last time. */
  isSure(): boolean
  /** The same fetch, whose answers are looked at. */
  listening(fetch: Fetch): Fetch
  /** Goes on from an offset of before. */
  begin(offsetMs: number): void
}
type Fetch = typeof fetch

/** Answers tell whole seconds, and take their time: less is no offset, and no change of one. */
const noiseMs = 3_000

/**
 * Reads the `Date` of each answer.
 * @param own This computer's clock.
 * @param onChange The offset is another, or it is sure now.
 */
export function createServerClock(own: Timers, onChange: () => void): ServerClock {
  let offsetMs = 0
  let sure = false

  function heard(date: string | null, askedAt: number): void {
    const theirs = Date.parse(date ?? '')
    if (Number.isNaN(theirs)) return
    const heardAt = own.now()
    // An answer that was long on its way says little.
    if (heardAt - askedAt > noiseMs || heardAt < askedAt) return
    const measured = Math.round((askedAt + heardAt) / 2 - (theirs + 500))
    const next = Math.abs(measured) < noiseMs ? 0 : measured
    if (sure && Math.abs(next - offsetMs) < noiseMs) return
    offsetMs = next
    sure = true
    onChange()
  }

  return {
    timers: { ...own, now: () => own.now() - offsetMs },
    offsetMs: () => offsetMs,
    isSure: () => sure,
    listening: (fetch) => async (input, init) => {
      const askedAt = own.now()
      const answer = await fetch(input, init)
      const { status, headers } = answer
      if (!isForeignRefusal(status, headers)) heard(headers.get('date'), askedAt)
      return answer
    },
    begin: (of) => {
      if (!sure) offsetMs = of
    },
  }
}

/** Between a clock that nobody has checked and the right one there may be so much. */
const slackMs = 2 * 3_600_000

/** The earliest and the latest that it may be, in milliseconds: one instant where the clock is sure. */
export function timesItMayBe(clock: ServerClock): number[] {
  const now = clock.timers.now()
  if (clock.isSure()) return [now]
  const own = now + clock.offsetMs()
  return [Math.min(now, own) - slackMs, now, Math.max(now, own) + slackMs]
}
