// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CommandInput } from '../contract/ipc.ts'
import { admitWithPin, scan } from './actions.ts'
import { isoNow } from './clock.ts'
import { book, stepTo } from './edits.ts'
import { startI18n } from './i18n/i18n.ts'
import { reservation, uuidOf, verdict } from './testing/sample.ts'
import { undoLast } from './undo.ts'

/** What main was asked to take back. */
let undone: string[]
let cancelled: string[]

beforeEach(() => {
  startI18n()
  undone = []
  cancelled = []
  const answer = <T>(value: T) => Promise.resolve({ ok: true, value })
  vi.stubGlobal('desk', {
    scan: () => answer(verdict({ scanId: uuidOf(1) })),
    admitWithPin: () => answer(verdict({ scanId: uuidOf(2) })),
    createReservation: () => answer(reservation(3)),
    undoScan: ({ scanId }: CommandInput<'undoScan'>) => {
      undone.push(scanId)
      return answer(verdict({ scanId, undone: true }))
    },
    updateReservation: ({ id, changes }: CommandInput<'updateReservation'>) => {
      if (changes.status === 'cancelled') cancelled.push(id)
      return answer(reservation(3, changes.status ? { status: changes.status } : {}))
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

it('with main stubbed: the last thing done is taken back first, whether scanned, let in by PIN or taken down', async () => {
  await scan({ text: 'ACDEFG', source: 'wedge', at: isoNow() })
  await admitWithPin({ scanId: uuidOf(1), pin: '1234', reason: 'Invitado', people: 1 })
  await book({ customer: { name: 'Ana' }, startsAt: isoNow(), partySize: 2 })
  await undoLast()
  expect({ undone, cancelled }).toEqual({ undone: [], cancelled: [reservation(3).id] })
  await undoLast()
  expect(undone).toEqual([uuidOf(2)])
  await undoLast()
  expect(undone).toEqual([uuidOf(2), uuidOf(1)])
})

it('a party that had to wait begins its evening as it sits down, one that had booked keeps its time', () => {
  const seats = (over: Parameters<typeof reservation>[1]) =>
    'startsAt' in stepTo(reservation(1, over), 'seated')
  expect(seats({ status: 'waitlist' })).toBe(true)
  expect(seats({ status: 'arrived', quotedFor: isoNow() })).toBe(true)
  expect(seats({ status: 'arrived' })).toBe(false)
  expect(stepTo(reservation(1, { status: 'waitlist' }), 'arrived')).toEqual({ status: 'arrived' })
})
