import { expect, it } from 'vitest'
import type { DayNumbers } from '../../../contract/numbers.ts'
import { busiest, loadOf, noShowRate, scansOf, totalsOf } from './tally.ts'

const hour = 3_600_000
const start = Date.parse('2026-11-24T04:00:00.000Z')
const instant = (day: number, hours: number) => new Date(start + day * 24 * hour + hours * hour).toISOString()

function numbers(day: number, over: Partial<DayNumbers> = {}): DayNumbers {
  return {
    date: `2026-11-${24 + day}`,
    from: instant(day, 0),
    to: instant(day, 24),
    expected: 100,
    arrived: 80,
    parties: 30,
    noShows: 2,
    cancelled: 1,
    scansByOutcome: { admitted: 25, duplicate: 3, bad_signature: 1 },
    scansByDesk: [],
    busiestMinutes: [],
    ...over,
  }
}

const timeOf = (at: string | number) => new Date(at).toISOString().slice(11, 16)

it('several days add up, and scans by whether somebody came in', () => {
  expect(scansOf(numbers(0))).toEqual({ admitted: 25, notAdmitted: 4 })
  expect(totalsOf([numbers(0), numbers(1)])).toEqual({
    arrived: 160,
    expected: 200,
    parties: 60,
    noShows: 4,
    cancelled: 2,
    scans: 58,
    notAdmitted: 8,
  })
})

it('the no-show rate is of all who should have come, and nothing where there was nobody', () => {
  expect(noShowRate({ parties: 30, noShows: 10 })).toBe(0.25)
  expect(noShowRate({ parties: 0, noShows: 0 })).toBeNull()
})

it('the same quarter of an hour of several days counts together, also after midnight', () => {
  const scan = (day: number, hours: number, deviceId: string, scans: number) => ({
    at: instant(day, hours),
    deviceId,
    deviceName: deviceId,
    scans,
  })
  const days = [
    numbers(0, { scansByDesk: [scan(0, 19.75, 'a', 2), scan(0, 20.25, 'b', 5)] }),
    numbers(1, { scansByDesk: [scan(1, 19.75, 'a', 1)] }),
  ]
  const { quarters, desks } = loadOf(days, timeOf)
  expect(quarters).toEqual(['23:45', '00:00', '00:15'])
  expect(desks).toMatchObject([
    { deviceId: 'b', total: 5, scans: [0, 0, 5] },
    { deviceId: 'a', total: 3, scans: [3, 0, 0] },
  ])
  expect(loadOf([numbers(0)], timeOf)).toEqual({ quarters: [], desks: [] })
})

it('the busiest minutes are those of all days, the earlier first where they are even', () => {
  const minute = (day: number, people: number) => ({ at: instant(day, 10), people, scans: 1 })
  const days = [
    numbers(1, { busiestMinutes: [20, 19, 18, 17, 16, 15, 9, 2].map((people) => minute(1, people)) }),
    numbers(0, { busiestMinutes: [9, 4].map((people) => minute(0, people)) }),
  ]
  expect(busiest(days).map(({ at, people }) => `${at.slice(8, 10)} ${people}`)).toEqual([
    ...['25 20', '25 19', '25 18', '25 17', '25 16', '25 15'],
    ...['24 9', '25 9'],
  ])
})
