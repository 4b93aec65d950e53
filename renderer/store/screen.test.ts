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
