import { expect, it } from 'vitest'
import { reservation } from '../testing/sample.ts'
import { folded, matches, readQuery } from './fold.ts'

const lucia = reservation(1, {
  customer: { name: 'Lucía Fernández-Núñez', phone: '+34 612-345 678' },
  code: 'QRTX79',
})
const found = (text: string) => {
  const query = readQuery(text)
  return query && matches(query, folded(lucia))
}

it.each(['lucia', 'LUCÍA', 'nunez', 'ndez', 'núñez lucía', '  Lucía  ', 'qrtx', 'QRTX79', 'lucia qrtx79'])(
  'finds a guest by %j, whatever the case and the accents',
  (query) => expect(found(query)).toBe(true),
)

it.each(['612345678', '612 345', '345-678', '+34 612', '(612) 345'])(
  'finds a phone number by %j, whatever stands between its digits',
  (query) => expect(found(query)).toBe(true),
)

it.each(['lucas', '999', 'lucia perez', '34 lucia', '+'])('does not find her by %j', (query) =>
  expect(found(query)).toBe(false),
)

it('finds accents that are composed otherwise', () => {
  expect(found('Lucía'.normalize('NFD'))).toBe(true)
})

it('asks for nothing where nothing was typed', () => {
  expect(readQuery('   ')).toBeNull()
})
