// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { useDesk } from './desk-store.ts'

beforeEach(() => useDesk.setState(useDesk.getInitialState()))
const desk = () => useDesk.getState()

it('who looks for a guest, or opens one, looks at the evening', () => {
  desk().showScreen('replay')
  desk().search('Ana')
  expect(desk().screen).toBe('evening')
  desk().showScreen('numbers')
  desk().openGuest('some')
  expect(desk().screen).toBe('evening')
  desk().showScreen('desks')
  desk().search('')
  desk().openGuest(null)
  expect(desk().screen).toBe('desks')
})

it('a screen with something unsaved is left only after an answer', () => {
  desk().showScreen('venue')
  desk().setUnsaved(true)
  desk().showScreen('desks')
  expect([desk().screen, desk().leavingTo]).toEqual(['venue', 'desks'])
  desk().decideLeaving(false)
  expect([desk().screen, desk().leavingTo, desk().unsaved]).toEqual(['venue', null, true])
  desk().showSettings('about')
  desk().decideLeaving(true)
  expect([desk().screen, desk().leavingTo, desk().unsaved]).toEqual(['settings', null, false])
})

it('an alert leads to the row of its desk, once, and not where the host stays with what is not saved', () => {
  desk().showDesk('desk-2')
  expect([desk().screen, desk().pointedDesk]).toEqual(['desks', 'desk-2'])
  desk().arriveAtDesk()
  desk().showScreen('venue')
  desk().setUnsaved(true)
  desk().showDesk('desk-2')
  desk().decideLeaving(false)
  expect([desk().screen, desk().pointedDesk]).toEqual(['venue', null])
  desk().showDesk('desk-2')
  desk().decideLeaving(true)
  expect([desk().screen, desk().pointedDesk]).toEqual(['desks', 'desk-2'])
})
