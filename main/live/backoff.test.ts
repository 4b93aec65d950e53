import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ladderMs, retryDelayMs } from './backoff.ts'

describe('the wait before the next try (injected randomness)', () => {
  it('is 3, 6, 12, 24, 48 s, then 60 s for ever', () => {
    const seconds = [1, 2, 3, 4, 5, 6, 7, 50, 5000].map((failures) => ladderMs(failures) / 1000)
    expect(seconds).toEqual([3, 6, 12, 24, 48, 60, 60, 60, 60])
  })

  it('differs by a fifth at most', () => {
    expect(retryDelayMs(1, 0)).toBe(2_400)
    expect(retryDelayMs(1, 1)).toBe(3_600)
    expect(retryDelayMs(9, 0)).toBe(48_000)
    expect(retryDelayMs(9, 1)).toBe(72_000)
  })

  it('is never shorter than Retry-After, up to ten minutes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 600_000 }),
        (failures, random, retryAfterMs) =>
          retryDelayMs(failures, random, { retryAfterMs }) >= retryAfterMs &&
          retryDelayMs(failures, random, { retryAfterMs }) >= retryDelayMs(failures, random),
      ),
    )
    expect(retryDelayMs(1, 0, { retryAfterMs: 86_400_000 })).toBe(600_000)
  })

  it('follows the stream’s hint the first time only, within half a second and ten', () => {
    expect(retryDelayMs(1, 0.5, { hintMs: 1_000 })).toBe(1_000)
    expect(retryDelayMs(1, 0.5, { hintMs: 0 })).toBe(500)
    expect(retryDelayMs(1, 0.5, { hintMs: 3_600_000 })).toBe(10_000)
    expect(retryDelayMs(2, 0.5, { hintMs: 1_000 })).toBe(6_000)
  })
})
