/** 3, 6, 12, 24, 48 s, then 60 s for ever. */
const firstMs = 3_000
const longestMs = 60_000
/** Each wait is up to a fifth shorter or longer, so that the desks of a venue do not come back all at once. */
const jitter = 0.2
/** A server that asks for more than this is believed no longer: a mistake there must not keep a desk away for a day. */
const longestRetryAfterMs = 600_000
/** What a server may make of the first wait: short enough that its restart is healed within 15 s. */
const hintRangeMs = { min: 500, max: 10_000 }

/** The wait after `failures` (1 or more) in a row, in milliseconds, before jitter. */
export function ladderMs(failures: number): number {
  return Math.min(longestMs, firstMs * 2 ** (Math.max(1, failures) - 1))
}

/**
 * How long to wait before the next try, in milliseconds.
 * @param failures in a row, this one included
 * @param random 0 up to 1
 * @param asked.retryAfterMs `Retry-After`: the wait is never shorter, and at most a fifth longer; ten minutes count at most
 * @param asked.hintMs the stream's `retry:`, which takes the place of the first wait only
 */
export function retryDelayMs(
  failures: number,
  random: number,
  asked: { retryAfterMs?: number | undefined; hintMs?: number | undefined } = {},
): number {
  const { retryAfterMs, hintMs } = asked
  const step =
    failures <= 1 && hintMs !== undefined
      ? Math.min(hintRangeMs.max, Math.max(hintRangeMs.min, hintMs))
      : ladderMs(failures)
  const own = step * (1 - jitter + 2 * jitter * random)
  if (retryAfterMs === undefined) return Math.round(own)
  const theirs = Math.min(longestRetryAfterMs, retryAfterMs) * (1 + jitter * random)
  return Math.ceil(Math.max(own, theirs))
}
