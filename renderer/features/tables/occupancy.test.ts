import { describe, expect, it } from 'vitest'
import { evening, reservation } from '../../testing/sample.ts'
import { keepSame, tablesNow } from './occupancy.ts'

const minute = 60_000
const areas = [
  { name: 'Salón', tables: ['1', '2', '3', '4', '5'].map((name) => ({ name, seats: 4 })) },
  { name: 'Terraza', tables: [{ name: 'T1', seats: 2 }] },
]
const at = (table: string, number: number, over = {}) => reservation(number, { table, partySize: 2, ...over })

/** The tables of a list of parties, half an hour into the evening. */
const now = evening + 30 * minute
const of = (...parties: ReturnType<typeof reservation>[]) => tablesNow(parties, areas, now, 1)
const table = (name: string, ...parties: ReturnType<typeof reservation>[]) =>
  of(...parties)
    .flatMap(({ tables }) => tables)
    .find((each) => each.name === name)

describe('a table', () => {
  it('is free without a party, and while the next one is far away', () => {
    expect(table('1')).toMatchObject({ state: 'free', here: [], until: null, coming: [] })
    expect(table('1', at('1', 76))?.state).toBe('free')
  })

  it('is due when its next party comes within three quarters of an hour, or is late', () => {
    expect(table('1', at('1', 75))?.state).toBe('soon')
    expect(table('1', at('1', 5))?.state).toBe('soon')
  })

  it('is taken by a party that is in, until its stay is over', () => {
    const taken = table('1', at('1', 0, { status: 'seated' }))
    expect(taken).toMatchObject({ state: 'taken', until: evening + 90 * minute })
    expect(table('1', at('1', 0, { status: 'arrived' }))?.state).toBe('taken')
    expect(table('1', at('1', -61, { status: 'seated' }))?.state).toBe('over')
  })

  it('has nothing to do with parties who left, were struck off or wait', () => {
    for (const status of ['completed', 'no_show', 'cancelled', 'waitlist'] as const) {
      expect(table('1', at('1', 0, { status }))?.state).toBe('free')
    }
  })

  it('is found however a host writes its name', () => {
    expect(table('T1', at(' t1', 0, { status: 'seated' }))?.state).toBe('taken')
  })
})

describe('two parties clash', () => {
  it('when both sit there', () => {
    const both = table('1', at('1', 0, { status: 'seated' }), at('1', 3, { status: 'arrived' }))
    expect(both).toMatchObject({ state: 'conflict' })
    expect(both?.clash?.map(({ id }) => id)).toEqual([reservation(0).id, reservation(3).id])
  })

  it('when one is booked long before the other is expected to go', () => {
    expect(table('1', at('1', 0, { status: 'seated' }), at('1', 74))?.state).toBe('conflict')
    expect(table('1', at('1', 0, { status: 'seated' }), at('1', 75))?.state).toBe('taken')
  })

  it('when who should have gone still sits there as the next is a quarter of an hour late', () => {
    expect(table('1', at('1', -80, { status: 'seated' }), at('1', 14))?.state).toBe('conflict')
    expect(table('1', at('1', -80, { status: 'seated' }), at('1', 15))?.state).toBe('over')
  })

  it('when both are booked for the same time', () => {
    expect(table('1', at('1', 200), at('1', 210))?.state).toBe('conflict')
    expect(table('1', at('1', 200), at('1', 290))?.state).toBe('free')
  })
})

it('tables that only a reservation names come last, by number', () => {
  const last = of(at('12', 1), at('7', 1), at('1', 1)).at(-1)
  expect(last).toMatchObject({ name: null, tables: [{ name: '7', seats: null }, { name: '12' }] })
  expect(of(at('1', 1)).map(({ name }) => name)).toEqual(['Salón', 'Terraza'])
})

it('what did not change is the same object, so that one tile is drawn again and not the grid', () => {
  const [one, two] = [at('1', 1, { status: 'seated' }), at('T1', 2)]
  const before = of(one, two)
  expect(keepSame(before, of(one, two))).toBe(before)
  const after = keepSame(before, of(one, { ...two, status: 'arrived' as const }))
  expect(after[0]).toBe(before[0])
  expect(after[1]).not.toBe(before[1])
})
