import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
/** How far this computer's clock is ahead of the server's. */
let offsetMs = 0
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now() - offsetMs
    for (const each of listeners) each()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** What is told is told in the server's time: this computer's clock is corrected by so much. */
export function setClockOffset(ms: number): void {
  if (ms === offsetMs) return
  offsetMs = ms
  now = Date.now() - offsetMs
  for (const each of listeners) each()
}

/** This instant in the server's time, ISO 8601. */
export function isoNow(): string {
  return new Date(Date.now() - offsetMs).toISOString()
}

/** The time as of the last tick, at most a second old while anything on the screen looks at it. */
export function currentTime(): number {
  if (timer === undefined) now = Date.now() - offsetMs
  return now
}

/**
 * What `select` makes of the time (milliseconds since 1970), looked at every second. A component is drawn again
 * only when the answer differs, so a card that shows minutes is not drawn every second. `select` answers with a
 * primitive.
 */
export function useClock<T extends string | number | boolean | null>(select: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => select(currentTime()))
}

/** The start of the current minute, in milliseconds. */
export function useMinute(): number {
  return useClock((at) => at - (at % 60_000))
}
