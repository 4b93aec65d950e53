import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changeRows, rowsOf } from '../store/rows.ts'
import { reservation } from '../testing/sample.ts'
import { folded, matches, readQuery } from './fold.ts'
import { createSearch } from './search.ts'

const people = [
  { name: 'Lucía Fernández', phone: '+34 612 345 678' },
  { name: 'Lucas Fernán' },
  { name: 'Ana 34', phone: '612999000' },
  { name: 'Íñigo Núñez', phone: '00 34 700 61 23' },
]
const rows = rowsOf(people.map((customer, index) => reservation(index, { customer, code: `QRTX7${index}` })))
const names = (found: readonly { row: { customer: { name: string } } }[]) =>
  found.map(({ row }) => row.customer.name)

it('finds in the order of the list, and everybody where nothing was typed', () => {
  const search = createSearch()
  expect(names(search.find(rows, 'fern'))).toEqual(['Lucía Fernández', 'Lucas Fernán'])
  expect(names(search.find(rows, '  '))).toHaveLength(4)
})

it('is made ready a few rows at a time where there is no time for more, and at once where there is', () => {
  const many = rowsOf(Array.from({ length: 250 }, (_, index) => reservation(index)))
  const search = createSearch()
  const times = [0, 0, 0].map(() => search.prepare(many, () => false))
  expect(times).toEqual([false, false, true])
  expect(search.prepare(many, () => false)).toBe(true)
  // Another list begins anew.
  expect(search.prepare(changeRows(many, [reservation(999)], []), () => false)).toBe(false)
  expect(createSearch().prepare(many, () => true)).toBe(true)
})

it('finds everybody also where only a few rows are ready', () => {
  const many = rowsOf(
    Array.from({ length: 250 }, (_, index) => reservation(index, { customer: { name: `Guest ${index}` } })),
  )
  const search = createSearch()
  expect(search.prepare(many, () => false)).toBe(false)
  expect(names(search.find(many, 'guest 249'))).toEqual(['Guest 249'])
})

it('sees what has changed since the key before', () => {
  const search = createSearch()
  search.find(rows, 'ana')
  const changed = changeRows(rows, [reservation(2, { customer: { name: 'Berta' } })], [])
  expect(changed.order).toBe(rows.order)
  expect(names(search.find(changed, 'ana'))).toEqual([])
  expect(names(search.find(changed, 'berta'))).toEqual(['Berta'])
  const fewer = changeRows(changed, [], [reservation(2).id])
  expect(names(search.find(fewer, 'berta'))).toEqual([])
})

it('finds by each key what it would find by the whole text at once', () => {
  const key = fc.constantFrom(
    'a',
    'n',
    'l',
    'u',
    'c',
    'í',
    ' ',
    '6',
    '1',
    '2',
    '3',
    '4',
    '+',
    '-',
    'q',
    'backspace',
  )
  fc.assert(
    fc.property(fc.array(key, { maxLength: 14 }), (keys) => {
      const search = createSearch()
      let text = ''
      for (const pressed of keys) {
        text = pressed === 'backspace' ? text.slice(0, -1) : text + pressed
        const query = readQuery(text)
        const expected = [...rows.byId.values()].filter((row) => !query || matches(query, folded(row)))
        expect(names(search.find(rows, text))).toEqual(expected.map(({ customer }) => customer.name))
      }
    }),
    { numRuns: 500 },
  )
})
