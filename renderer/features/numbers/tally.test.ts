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

const madrid = { timeZone: 'Europe/Madrid', dayStartsAt: 5 }

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
  const { quarters, desks } = loadOf(days, madrid)
  expect(quarters).toEqual(['00:45', '01:00', '01:15'])
  expect(desks).toMatchObject([
    { deviceId: 'b', total: 5, scans: [0, 0, 5] },
    { deviceId: 'a', total: 3, scans: [3, 0, 0] },
  ])
  expect(loadOf([numbers(0)], madrid)).toEqual({ quarters: [], desks: [] })
})

it('a quarter of an hour is the venue’s clock’s, before, on and after the day on which it is put back', () => {
  const scan = (at: string, scans: number) => ({ at, deviceId: 'a', deviceName: 'a', scans })
  // The days begin at 5: the 24th has 25 hours, and in its last ones the clock shows two o'clock twice.
  const days = [
    numbers(0, { from: '2026-10-23T03:00:00.000Z', scansByDesk: [scan('2026-10-23T19:30:00.000Z', 1)] }),
    numbers(1, {
      from: '2026-10-24T03:00:00.000Z',
      scansByDesk: [
        scan('2026-10-24T19:30:00.000Z', 2),
        scan('2026-10-25T00:15:00.000Z', 10),
        scan('2026-10-25T01:15:00.000Z', 20),
        scan('2026-10-25T03:45:00.000Z', 40),
      ],
    }),
    numbers(2, { from: '2026-10-25T04:00:00.000Z', scansByDesk: [scan('2026-10-25T20:30:00.000Z', 4)] }),
    numbers(3, { from: '2026-10-26T04:00:00.000Z', scansByDesk: [scan('2026-10-26T20:30:00.000Z', 8)] }),
  ]
  const seen = (some: readonly DayNumbers[]) => {
    const { quarters, desks } = loadOf(some, madrid)
    return quarters.flatMap((time, index) => {
      const count = desks[0]?.scans[index] ?? 0
      return count === 0 ? [] : [`${time} ${count}`]
    })
  }
  expect(seen(days)).toEqual(['21:30 15', '02:15 30', '04:45 40'])
  expect(seen(days.slice(1, 2))).toEqual(['21:30 2', '02:15 30', '04:45 40'])
  expect(seen(days.slice(2))).toEqual(['21:30 12'])
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
