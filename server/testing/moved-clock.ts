/** A server's clock for tests in which hours pass at once: the real time, and as much more as the test says. */
export function movedClock(): { aheadMs: number; now: () => Date } {
  const clock = { aheadMs: 0, now: () => new Date(Date.now() + clock.aheadMs) }
  return clock
}
