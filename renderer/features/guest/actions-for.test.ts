import { expect, it } from 'vitest'
import { reservationStatuses, transitions } from '../../../contract/reservation.ts'
import { actionsFor } from './actions-for.ts'

it.each(reservationStatuses)(
  'a host can do with a reservation that is %s only what the contract allows',
  (status) => {
    const offered = actionsFor(status).map(({ to }) => to)
    expect(offered.filter((to) => !transitions[status].includes(to))).toEqual([])
    expect(new Set(offered).size).toBe(offered.length)
    expect(actionsFor(status).filter(({ look }) => look === 'main')).toHaveLength(1)
  },
)

it('the likeliest step comes first, in the words of the door', () => {
  expect(actionsFor('confirmed')[0]).toMatchObject({ to: 'arrived', word: 'arrived' })
  expect(actionsFor('seated')[0]).toMatchObject({ to: 'completed' })
  expect(actionsFor('cancelled')[0]).toMatchObject({ to: 'confirmed', word: 'recover' })
})
