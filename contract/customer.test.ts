import { expect, it } from 'vitest'
import { customerContribution, customerKey } from './customer.ts'

it.each([
  [{ phone: '+52 55 5550-1234' }, 'tel:525555501234'],
  [{ phone: '0052 (55) 5550 1234', email: 'ana@example.com' }, 'tel:525555501234'],
  [{ phone: 'ext. 12', email: ' Ana@Example.COM ' }, 'mailto:ana@example.com'],
  [{ email: 'ana@example.com' }, 'mailto:ana@example.com'],
  [{ phone: '12' }, null],
  [{}, null],
])('%j is %s', (contact, key) => {
  expect(customerKey({ name: 'Ana', ...contact })).toBe(key)
})

it('counts a visit once somebody came, and a no-show as none', () => {
  const party = { partySize: 2, arrivedCount: 0 }
  expect(customerContribution({ ...party, status: 'seated' })).toEqual({ visits: 1, noShows: 0 })
  expect(customerContribution({ ...party, status: 'confirmed' })).toEqual({ visits: 0, noShows: 0 })
  expect(customerContribution({ ...party, status: 'no_show' })).toEqual({ visits: 0, noShows: 1 })
  expect(customerContribution({ ...party, status: 'cancelled', arrivedCount: 1 })).toEqual({
    visits: 0,
    noShows: 0,
  })
})
