import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countNames, countsChange, contributionOf, dayStatsOf, quarterOf, type Counts } from './stats.ts'
import { reservationStatuses } from './reservation.ts'

const begin = Date.parse('2026-11-24T19:00:00.000Z')
const party = fc.record({
  status: fc.constantFrom(...reservationStatuses),
  partySize: fc.integer({ min: 1, max: 9 }),
  arrivedCount: fc.integer({ min: 0, max: 9 }),
  startsAt: fc
    .integer({ min: 0, max: 90 })
    .map((minutes) => new Date(begin + minutes * 60_000).toISOString()),
})

it('counts a party by what has become of it', () => {
  const base = { partySize: 4, arrivedCount: 0, startsAt: '2026-11-24T19:44:59.000Z' }
  expect(quarterOf(base)).toBe('2026-11-24T19:30:00.000Z')
  expect(contributionOf({ ...base, status: 'confirmed' })).toMatchObject({ expected: 4, arrived: 0 })
  expect(contributionOf({ ...base, status: 'seated' })).toMatchObject({ arrived: 4, peopleIn: 4 })
  expect(contributionOf({ ...base, status: 'arrived', arrivedCount: 1 })).toMatchObject({ peopleIn: 1 })
  expect(contributionOf({ ...base, status: 'completed' })).toMatchObject({ arrived: 4, peopleIn: 0 })
  expect(contributionOf({ ...base, status: 'waitlist' })).toMatchObject({ expected: 0, waitlist: 1 })
  expect(contributionOf({ ...base, status: 'cancelled', arrivedCount: 2 })).toMatchObject({
    arrived: 0,
    cancelled: 1,
  })
})

it('moves nothing where nothing that counts has changed', () => {
  const row = {
    partySize: 4,
    arrivedCount: 0,
    startsAt: '2026-11-24T19:31:00.000Z',
    status: 'confirmed',
  } as const
  expect(countsChange(row, { ...row, startsAt: '2026-11-24T19:44:00.000Z' }).size).toBe(0)
  expect(countsChange(undefined, undefined).size).toBe(0)
})

it('keeps the same sums as counting again, after any changes (property)', () => {
  const step = fc.record({ index: fc.nat(5), after: fc.option(party, { nil: undefined }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const rows = new Map<number, (typeof steps)[number]['after']>()
      const kept = new Map<string, Counts>()
      for (const { index, after } of steps) {
        add(kept, countsChange(rows.get(index), after))
        rows.set(index, after)
      }
      const recounted = new Map<string, Counts>()
      for (const row of rows.values()) {
        if (row) add(recounted, new Map([[quarterOf(row), contributionOf(row)]]))
      }
      expect(stats(kept)).toEqual(stats(recounted))
    }),
  )
})

function add(sums: Map<string, Counts>, change: Map<string, Counts>): void {
  for (const [quarter, counts] of change) {
    const sum = sums.get(quarter)
    if (!sum) sums.set(quarter, { ...counts })
    else for (const name of countNames) sum[name] += counts[name]
  }
}

function stats(sums: Map<string, Counts>) {
  const quarters = [...sums].map(([at, counts]) => ({ at, ...counts }))
  return dayStatsOf(quarters.sort((a, b) => (a.at < b.at ? -1 : 1)))
}
