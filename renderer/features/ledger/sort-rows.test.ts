import { describe, expect, it } from 'vitest'
import { reservation } from '../../testing/sample.ts'
import { createSortSelector, sortRows } from './sort-rows.ts'
import type { Column } from './sort-rows.ts'

const day = [
  reservation(1, { customer: { name: 'Óscar' }, partySize: 2, table: '10', status: 'seated' }),
  reservation(2, { customer: { name: 'Ana' }, partySize: 8, table: '9' }),
  reservation(3, { customer: { name: 'Pau' }, partySize: 2, status: 'cancelled' }),
]
const sorted = (column: Column, descending = false) =>
  sortRows(day, { column, descending }).map(({ key }) => Number(key.slice(-2)))

describe('the list', () => {
  it.each([
    ['time', [1, 2, 3]],
    ['name', [2, 1, 3]],
    ['people', [1, 3, 2]],
    ['table', [2, 1, 3]],
    ['state', [2, 1, 3]],
  ] as const)('is sorted by %s', (column, order) => {
    expect(sorted(column)).toEqual(order)
  })

  it('is sorted backwards; those that are alike stay by their hour', () => {
    expect(sorted('time', true)).toEqual([3, 2, 1])
    expect(sorted('people', true)).toEqual([2, 1, 3])
  })
})

it('the order is the same array until it changes, so that a guest who comes in draws one row', () => {
  const select = createSortSelector()
  const sort = { column: 'name', descending: false } as const
  const before = select(day, sort)
  const renamed = (name: string) => day.with(1, reservation(2, { customer: { name } }))
  expect(select(renamed('Ana'), sort)).toBe(before)
  expect(select(renamed('Zoe'), sort)).not.toBe(before)
})
