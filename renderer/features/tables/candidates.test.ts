import { expect, it } from 'vitest'
import { evening, reservation } from '../../testing/sample.ts'
import { candidates } from './candidates.ts'

it('a free table is for who is at the door, who waits, and who comes within the hour, if they have none', () => {
  const parties = [
    reservation(1),
    reservation(2, { table: '4' }),
    reservation(3, { status: 'waitlist' }),
    reservation(4, { status: 'arrived' }),
    reservation(5, { status: 'arrived', table: '5' }),
    reservation(6, { status: 'seated' }),
    reservation(60),
    reservation(61),
  ]
  expect(candidates(parties, 4, evening).map(({ customer }) => customer.name)).toEqual([
    'Guest 4',
    'Guest 3',
    'Guest 1',
    'Guest 60',
  ])
})

it('who is too many for the table comes last', () => {
  const parties = [reservation(1, { status: 'arrived', partySize: 9 }), reservation(2)]
  const names = (seats: number | null) =>
    candidates(parties, seats, evening).map(({ partySize }) => partySize)
  expect(names(4)).toEqual([4, 9])
  expect(names(null)).toEqual([9, 4])
})
