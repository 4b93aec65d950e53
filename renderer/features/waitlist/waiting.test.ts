import { describe, expect, it } from 'vitest'
import { evening, reservation } from '../../testing/sample.ts'
import { tablesNow } from '../tables/occupancy.ts'
import { minutesOverdue, minutesWaited, quoteFor, waitingParties } from './waiting.ts'

const minute = 60_000
const iso = (minutes: number) => new Date(evening + minutes * minute).toISOString()
const areas = [{ name: 'Salón', tables: [{ name: '1', seats: 4 }] }]
const waiting = (number: number, over = {}) => reservation(number, { status: 'waitlist', ...over })

it('a party waits since it came, and not yet where it is to come later', () => {
  expect(minutesWaited({ startsAt: iso(-12.5) }, evening)).toBe(12)
  expect(minutesWaited({ startsAt: iso(20) }, evening)).toBe(0)
})

it('who waits longest comes first, and only who waits', () => {
  const parties = [waiting(9), reservation(1), waiting(4), waiting(2, { status: 'seated' })]
  expect(waitingParties(parties).map(({ id }) => id)).toEqual([reservation(4).id, reservation(9).id])
})

it('what was told runs out at its minute', () => {
  expect(minutesOverdue({ quotedFor: iso(10) }, evening)).toBe(-10)
  expect(minutesOverdue({ quotedFor: iso(10) }, evening + 13.5 * minute)).toBe(3)
  expect(minutesOverdue({}, evening)).toBeNull()
})

describe('what to promise', () => {
  const quote = (now: number, ...parties: ReturnType<typeof reservation>[]) => {
    const at = evening + now * minute
    return quoteFor(2, { areas: tablesNow(parties, areas, at, 1), pace: 1 }, parties, at)
  }

  it('is until the party at the table is expected to go', () => {
    expect(quote(60, reservation(0, { table: '1', status: 'seated' }))).toBe(45)
  })

  it('is ten minutes where they should have gone', () => {
    expect(quote(300, reservation(0, { table: '1', status: 'seated' }))).toBe(10)
  })

  it('is after those who have booked the table and those who wait', () => {
    expect(quote(0, reservation(30, { table: '1' }))).toBe(135)
    expect(quote(0, waiting(-3, { partySize: 2 }))).toBe(90)
  })

  it('is after those who are in without a table, for as long as they are expected to stay', () => {
    expect(quote(0, reservation(0, { partySize: 2, status: 'arrived' }))).toBe(90)
    expect(quote(60, reservation(0, { partySize: 2, status: 'seated' }))).toBe(30)
    expect(quote(95, reservation(0, { partySize: 2, status: 'seated' }))).toBe(0)
  })

  it('is nothing where no table is known', () => {
    expect(quoteFor(2, { areas: [], pace: 1 }, [], evening)).toBeNull()
  })
})
