import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stayMinutes } from '../../../contract/stay.ts'
import { suggestQuote } from './quote.ts'

const minute = 60_000
const now = Date.parse('2026-11-24T20:00:00.000Z')
/** A table that is taken from so many minutes on until so many. */
const table = (seats: number, ...spans: [number, number][]) => ({
  seats,
  spans: spans.map(([from, to]) => ({ from: now + from * minute, to: now + to * minute })),
})
const quote = (tables: ReturnType<typeof table>[], partySize = 2, ahead: number[] = [], pace = 1) =>
  suggestQuote(
    tables,
    [...ahead, partySize].map((people) => ({ people, stay: stayMinutes(people) * pace * minute })),
    now,
  )

describe('the wait that is promised', () => {
  it('is none while a table is free', () => {
    expect(quote([table(4, [-60, 30]), table(2)])).toBe(0)
  })

  it('is until the first table that is large enough is free, in steps of five minutes', () => {
    expect(quote([table(2, [-60, 12]), table(6, [-60, 41])])).toBe(15)
    expect(quote([table(2, [-60, 12]), table(6, [-60, 41])], 5)).toBe(45)
  })

  it('leaves a table to the party that has booked it', () => {
    // A party of two stays for an hour and a half: it does not fit in before eight booked for in an hour.
    expect(quote([table(2, [60, 150])])).toBe(150)
    expect(quote([table(2, [90, 180])])).toBe(0)
  })

  it('counts those who wait already, each at the smallest table that is free first', () => {
    const tables = [table(2, [-60, 10]), table(8, [-60, 10])]
    expect(quote(tables, 2, [2])).toBe(10)
    expect(quote(tables, 6, [2])).toBe(10)
    expect(quote(tables, 2, [2, 7])).toBe(100)
  })

  it('is shorter on a quick evening', () => {
    expect(quote([table(2)], 2, [2], 1)).toBe(90)
    expect(quote([table(2)], 2, [2], 0.7)).toBe(65)
  })

  it('is not given where no table is large enough, or none for three hours', () => {
    expect(quote([table(4)], 5)).toBeNull()
    expect(quote([])).toBeNull()
    expect(quote([table(2, [0, 181])])).toBeNull()
    expect(quote([table(2)], 2, [12])).toBe(0)
  })

  it('never shrinks when somebody more waits', () => {
    const sizes = fc.integer({ min: 1, max: 8 })
    const tables = fc.array(
      fc
        .record({ seats: sizes, to: fc.integer({ min: 0, max: 120 }) })
        .map(({ seats, to }) => table(seats, [-60, to])),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(tables, fc.array(sizes, { maxLength: 4 }), sizes, (all, ahead, size) => {
        const without = quote(all, size, ahead.slice(0, -1)) ?? Infinity
        expect(quote(all, size, ahead) ?? Infinity).toBeGreaterThanOrEqual(without)
      }),
    )
  })
})
