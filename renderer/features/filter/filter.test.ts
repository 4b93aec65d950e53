import { describe, expect, it } from 'vitest'
import { evening, reservation } from '../../testing/sample.ts'
import { facetsOf, noFilter, passes, toggled } from './filter.ts'
import type { Filter } from './filter.ts'

const minute = 60_000
const rules = {
  areas: [{ name: 'Terraza', tables: [{ name: 'T1', seats: 4 }] }],
  lateMinutes: 5,
  now: evening + 30 * minute,
}
const parties = [
  reservation(1, { tags: ['VIP'], table: 't1' }),
  reservation(2, { status: 'arrived', tags: ['allergy:nueces', 'terraza'] }),
  reservation(3, { status: 'waitlist' }),
  reservation(60, { tags: ['vip', 'Allergy'], table: '99' }),
]
const passing = (filter: Partial<Filter>) => {
  const test = passes({ ...noFilter, ...filter }, rules)
  return parties.filter((party) => test?.(party)).map(({ customer }) => customer.name.slice(6))
}

describe('a filter', () => {
  it('that asks for nothing is none', () => {
    expect(passes(noFilter, rules)).toBeNull()
  })

  it('lets pass whoever is in one of the states; who is late is still to come', () => {
    expect(passing({ states: ['in', 'waitlist'] })).toEqual(['2', '3'])
    expect(passing({ states: ['late'] })).toEqual(['1'])
    expect(passing({ states: ['expected'] })).toEqual(['1', '60'])
  })

  it('knows a tag in any case, and every allergy as one', () => {
    expect(passing({ tags: ['vip'] })).toEqual(['1', '60'])
    expect(passing({ tags: ['allergy'] })).toEqual(['2', '60'])
  })

  it('knows the area of a table, and parties without one', () => {
    expect(passing({ areas: ['Terraza'] })).toEqual(['1'])
    expect(passing({ areas: [''] })).toEqual(['2', '3'])
  })

  it('with several parts lets pass whoever fits them all', () => {
    expect(passing({ states: ['expected'], tags: ['vip'], areas: ['Terraza', ''] })).toEqual(['1'])
  })
})

it('a choice is put in and taken out', () => {
  const once = toggled(noFilter, { part: 'states', value: 'late' })
  expect(once.states).toEqual(['late'])
  expect(toggled(once, { part: 'states', value: 'late' })).toEqual(noFilter)
})

it('offers what the day has, with how many', () => {
  const { states, tags, areas } = facetsOf(parties, rules)
  expect(Object.fromEntries(states)).toEqual({ late: 1, in: 1, waitlist: 1, expected: 2 })
  expect(tags).toEqual([
    { value: 'allergy', count: 2 },
    { value: 'vip', count: 2 },
    { value: 'terraza', count: 1 },
  ])
  expect(areas).toEqual([
    { value: 'Terraza', count: 1 },
    { value: '', count: 2 },
  ])
})
