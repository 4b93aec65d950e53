import { describe, expect, it } from 'vitest'
import { evening, reservation } from '../../testing/sample.ts'
import { bestTable, fitOf } from './fit.ts'
import { tablesNow } from './occupancy.ts'

const minute = 60_000
const areas = [
  {
    name: 'Salón',
    tables: [
      { name: '8', seats: 8 },
      { name: '4', seats: 4 },
      { name: '2', seats: 2 },
    ],
  },
]
const party = reservation(500, { partySize: 4 })
const seating = { party, from: evening, now: evening, pace: 1 }
const fits = (...parties: ReturnType<typeof reservation>[]) => {
  const now = tablesNow(parties, areas, evening, 1)
  const found = now[0]?.tables.map((table) => fitOf(table, seating))
  return { found, best: bestTable(now, seating) }
}

describe('a party of four', () => {
  it('fits at the smallest table that is large enough', () => {
    expect(fits()).toEqual({ found: ['fits', 'fits', 'small'], best: '4' })
  })

  it('does not fit where somebody sits until after it would', () => {
    expect(fits(reservation(-10, { table: '4', status: 'seated' }))).toMatchObject({
      found: ['fits', 'taken', 'small'],
      best: '8',
    })
  })

  it('does not fit where somebody sits who should have gone', () => {
    expect(fits(reservation(-200, { table: '4', status: 'seated' })).found?.[1]).toBe('taken')
  })

  it('does not fit where another is booked before it would go', () => {
    const { found } = fits(reservation(60, { table: '4' }))
    expect(found?.[1]).toBe('promised')
    expect(fits(reservation(90, { table: '4' })).found?.[1]).toBe('fits')
  })

  it('is not in its own way', () => {
    expect(fits({ ...party, table: '4', status: 'arrived' }).best).toBe('4')
  })

  it('that comes later may sit where somebody sits now', () => {
    const taken = tablesNow([reservation(-90, { table: '4', status: 'seated' })], areas, evening, 1)[0]
      ?.tables[1]
    expect(taken && fitOf(taken, { ...seating, from: evening + 60 * minute })).toBe('fits')
  })

  it('may fit nowhere', () => {
    const all = ['8', '4'].map((table, index) => reservation(-index - 1, { table, status: 'seated' }))
    expect(fits(...all).best).toBeNull()
  })
})
