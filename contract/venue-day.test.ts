import { describe, expect, it } from 'vitest'
import { timeOfVenueDay, venueDay, venueDayBounds, zonedInstant } from './venue-day.ts'

const madrid = { timeZone: 'Europe/Madrid', dayStartsAt: 5 }

describe('the venue’s day', () => {
  it('goes on after midnight until the hour at which a new one begins', () => {
    expect(venueDay('2026-11-24T23:30:00Z', madrid)).toBe('2026-11-24')
    expect(venueDay('2026-11-25T03:59:59Z', madrid)).toBe('2026-11-24')
    expect(venueDay('2026-11-25T04:00:00Z', madrid)).toBe('2026-11-25')
  })

  it('has bounds that its own instants fall into', () => {
    const { from, to } = venueDayBounds('2026-11-24', madrid)
    expect(from.toISOString()).toBe('2026-11-24T04:00:00.000Z')
    expect(to.toISOString()).toBe('2026-11-25T04:00:00.000Z')
    expect(venueDay(from, madrid)).toBe('2026-11-24')
    expect(venueDay(to.getTime() - 1, madrid)).toBe('2026-11-24')
  })

  it('is 25 hours long when the clock goes back', () => {
    const { from, to } = venueDayBounds('2026-10-24', madrid)
    expect((to.getTime() - from.getTime()) / 3_600_000).toBe(25)
  })

  it('has the same times as every other, before and after the clock is changed', () => {
    const hours = (at: string) => timeOfVenueDay(at, madrid) / 3_600_000
    expect(hours('2026-10-23T19:30:00Z')).toBe(16.5)
    expect(hours('2026-10-25T20:30:00Z')).toBe(16.5)
    expect(hours('2026-10-23T23:30:00Z')).toBe(20.5)
    // Half past two comes twice.
    expect(hours('2026-10-25T00:30:00Z')).toBe(21.5)
    expect(hours('2026-10-25T01:30:00Z')).toBe(21.5)
    expect(hours('2026-10-25T03:59:00Z')).toBeCloseTo(23 + 59 / 60)
    expect(hours('2026-10-25T04:00:00Z')).toBe(0)
  })
})

describe('a wall-clock time', () => {
  it('that daylight saving skips is moved behind the gap', () => {
    expect(zonedInstant('2026-03-29T02:30', 'Europe/Madrid').toISOString()).toBe('2026-03-29T01:30:00.000Z')
  })

  it('that happens twice is the first', () => {
    expect(zonedInstant('2026-10-25T02:30', 'Europe/Madrid').toISOString()).toBe('2026-10-25T00:30:00.000Z')
  })

  it('that is no time is refused', () => {
    expect(() => zonedInstant('tomorrow', 'Europe/Madrid')).toThrow(RangeError)
  })
})
