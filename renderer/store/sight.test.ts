// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Sight } from '../../contract/sight.ts'
import { reservation, uuidOf } from '../testing/sample.ts'
import { applyPush } from './apply-push.ts'
import { useDesk } from './desk-store.ts'
import { tellSight } from './sight.ts'

const told: Sight[] = []
let stop: () => void
beforeEach(() => {
  vi.useFakeTimers()
  useDesk.setState(useDesk.getInitialState())
  told.length = 0
  stop = tellSight((sight) => told.push(sight))
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})
const desk = () => useDesk.getState()

it('what the host sees is told at once, and what they type once, when they pause', () => {
  desk().showView('list')
  expect(told).toMatchObject([{ screen: 'evening', view: 'list', query: '' }])
  for (const typed of ['a', 'an', 'ana']) desk().search(typed)
  expect(told).toHaveLength(1)
  vi.runAllTimers()
  expect(told).toHaveLength(2)
  expect(told[1]).toMatchObject({ query: 'ana' })
})

it('who opens a guest while they type tells both at once', () => {
  desk().search('ana')
  desk().openGuest(uuidOf(1))
  vi.runAllTimers()
  expect(told).toMatchObject([{ query: 'ana', openGuestId: uuidOf(1) }])
})

it('rows that come in tell nothing', () => {
  useDesk.setState((state) =>
    applyPush(state, { kind: 'rows', upserts: [reservation(1)], removals: [], activity: [] }),
  )
  vi.runAllTimers()
  expect(told).toEqual([])
})

it('a screen that is told what was seen shows it', () => {
  desk().showSettings('about')
  desk().setScanMode('look-up')
  desk().toggleFilter({ part: 'states', value: 'late' })
  desk().search('ana')
  desk().openGuest(uuidOf(1))
  const [sight] = told.slice(-1)
  if (!sight) throw new Error('Nothing was told.')
  const seen = desk()
  useDesk.setState(useDesk.getInitialState())
  useDesk.setState((state) => applyPush(state, { kind: 'sight', sight }))
  for (const part of ['screen', 'settingsSection', 'scanMode', 'filter', 'query', 'openGuestId'] as const)
    expect(desk()[part]).toEqual(seen[part])
})
