import { expect, it } from 'vitest'
import { rowsOf } from '../../store/rows.ts'
import { evening, reservation } from '../../testing/sample.ts'
import { createStatsSelector, dayStats } from './day-stats.ts'

const minute = 60_000
const rows = rowsOf([
  reservation(1, { partySize: 6, arrivedCount: 2, status: 'arrived' }),
  reservation(2, { partySize: 3, status: 'seated' }),
  reservation(3, { partySize: 4, arrivedCount: 4, status: 'completed' }),
  reservation(4, { partySize: 2 }),
  reservation(20, { partySize: 5 }),
  reservation(21, { partySize: 9, status: 'cancelled' }),
  reservation(22, { partySize: 9, status: 'no_show' }),
  reservation(23, { partySize: 9, status: 'waitlist' }),
])

it('counts who is in, who is to come and who is counted on', () => {
  expect(dayStats(rows, evening, 5)).toMatchObject({
    inside: 5,
    toCome: 11,
    expected: 20,
    waiting: 1,
  })
})

it('calls a party late from the grace time on, unless somebody of it is in', () => {
  expect(dayStats(rows, evening + 8 * minute, 5).late).toBe(0)
  expect(dayStats(rows, evening + 9 * minute, 5).late).toBe(1)
  expect(dayStats(rows, evening + 60 * minute, 5).late).toBe(2)
  expect(dayStats(rows, evening + 60 * minute, 45).late).toBe(1)
})

it('draws a bar for each quarter hour, with those who came', () => {
  expect(dayStats(rows, evening, 5).bars).toEqual([
    { quarter: evening, people: 15, inside: 9 },
    { quarter: evening + 15 * minute, people: 5, inside: 0 },
  ])
})

it('draws sixteen quarter hours around now of a long day', () => {
  const long = rowsOf(Array.from({ length: 60 }, (_, index) => reservation(index * 15)))
  const bars = dayStats(long, evening + 300 * minute, 5).bars
  expect(bars).toHaveLength(16)
  expect(bars[5]?.quarter).toBe(evening + 300 * minute)
  expect(dayStats(long, evening + 5_000 * minute, 5).bars.at(-1)?.quarter).toBe(evening + 59 * 15 * minute)
  expect(dayStats(long, evening - 5_000 * minute, 5).bars[0]?.quarter).toBe(evening)
})

it('has no bars on an empty day', () => {
  expect(dayStats(rowsOf([]), evening, 5)).toEqual({
    inside: 0,
    toCome: 0,
    expected: 0,
    late: 0,
    waiting: 0,
    bars: [],
  })
})

it('is computed once for the same rows and minute', () => {
  const select = createStatsSelector()
  expect(select(rows, evening, 5)).toBe(select(rows, evening, 5))
  expect(select(rows, evening, 5)).not.toBe(select(rows, evening + minute, 5))
})
