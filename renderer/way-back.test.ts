import { expect, it } from 'vitest'
import { canTransition, reservationStatuses } from '../contract/reservation.ts'
import { wayBack } from './way-back.ts'

it.each([
  ['no_show', 'confirmed', ['confirmed']],
  ['no_show', 'pending', ['confirmed', 'pending']],
  ['seated', 'waitlist', ['arrived', 'confirmed', 'waitlist']],
  ['seated', 'seated', []],
] as const)('from %s back to %s by way of %j', (from, to, way) => {
  expect(wayBack(from, to)).toEqual(way)
})

it('every step of every way is one that a host may take', () => {
  for (const from of reservationStatuses) {
    for (const to of reservationStatuses) {
      const way = [from, ...wayBack(from, to)]
      expect(way.at(-1)).toBe(to)
      expect(way.every((step, index) => index === 0 || canTransition(way[index - 1] ?? from, step))).toBe(
        true,
      )
    }
  }
})
