import { expect, it } from 'vitest'
import { reservationStatuses } from '../../../contract/reservation.ts'
import { isStillPlaceable } from './placeable.ts'

it('a table is chosen for a party until another desk seats it, or it leaves', () => {
  const goesOn = (began: Parameters<typeof isStillPlaceable>[0]) =>
    reservationStatuses.filter((now) => isStillPlaceable(began, now))
  expect(goesOn('waitlist')).toEqual(['pending', 'confirmed', 'waitlist', 'arrived'])
  // Who sits already can be moved to another table.
  expect(goesOn('seated')).toEqual(['pending', 'confirmed', 'waitlist', 'arrived', 'seated'])
  expect(isStillPlaceable('confirmed', undefined)).toBe(false)
})
