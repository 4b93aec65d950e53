/**
 * `Retry-After` in milliseconds from now, from seconds or an HTTP date; `undefined` where it is absent or neither.
 * A date is compared with the answer's own `Date`, since a desk's clock may be wrong.
 */
export function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  const until = Date.parse(value)
  if (Number.isNaN(until)) return undefined
  const sent = Date.parse(headers.get('date') ?? '')
  return Math.max(0, until - (Number.isNaN(sent) ? Date.now() : sent))
}
