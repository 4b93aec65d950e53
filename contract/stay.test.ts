import { describe, expect, it } from 'vitest'
import { expectedEnd, paceOf, stayMinutes } from './stay.ts'

it.each([
  [1, 90],
  [2, 90],
  [3, 105],
  [6, 120],
  [8, 135],
  [30, 150],
])('a party of %i keeps its table for %i minutes', (people, minutes) => {
  expect(stayMinutes(people)).toBe(minutes)
})

it('a party leaves its stay after it was booked, sooner on a quick evening', () => {
  const party = { startsAt: '2026-11-24T20:00:00.000Z', partySize: 2 }
  expect(new Date(expectedEnd(party)).toISOString()).toBe('2026-11-24T21:30:00.000Z')
  expect(new Date(expectedEnd(party, 0.8)).toISOString()).toBe('2026-11-24T21:12:00.000Z')
})

describe('the pace of an evening', () => {
  const start = Date.parse('2026-11-24T20:00:00.000Z')
  const left = (minutes: number, status: 'completed' | 'seated' = 'completed') => ({
    status,
    startsAt: new Date(start).toISOString(),
    partySize: 2,
    updatedAt: new Date(start + minutes * 60_000).toISOString(),
  })

  it('is the usual one until three parties have left', () => {
    expect(paceOf([left(45), left(45), left(45, 'seated')])).toBe(1)
  })

  it('is the median of those who have left', () => {
    expect(paceOf([left(81), left(81), left(300)])).toBeCloseTo(0.9)
  })

  it('stays within bounds, and a party that was booked for later says nothing', () => {
    expect(paceOf([left(9), left(9), left(9)])).toBe(0.7)
    expect(paceOf([left(900), left(900), left(900)])).toBe(1.4)
    expect(paceOf([left(-30), left(-30), left(-30)])).toBe(1)
  })
})
