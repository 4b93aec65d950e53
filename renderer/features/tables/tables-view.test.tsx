// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { defaultVenueSettings } from '../../../contract/settings.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { applyPush } from '../../store/apply-push.ts'
import { useDesk } from '../../store/desk-store.ts'
import { rowsOf } from '../../store/rows.ts'
import { reservation, uuidOf } from '../../testing/sample.ts'
import { SeatHereDialog } from './seat-here-dialog.tsx'
import { TablesView } from './tables-view.tsx'

const bounds = { from: '2026-11-24T05:00:00.000Z', to: '2026-11-25T05:00:00.000Z' }
const venue = {
  ...defaultVenueSettings,
  capacity: 90,
  areas: [{ name: 'Sala', tables: [{ name: '7', seats: 4 }] }],
}
const waiting = (number: number, over: Partial<DeskReservation> = {}) =>
  reservation(number, { status: 'waitlist', ...over })
const push = (...upserts: DeskReservation[]) =>
  act(() =>
    useDesk.setState((desk) => applyPush(desk, { kind: 'rows', upserts, removals: [], activity: [] })),
  )
const updateReservation = vi.fn(() => new Promise<never>(() => undefined))

beforeEach(() => {
  startI18n()
  updateReservation.mockClear()
  vi.stubGlobal('desk', { updateReservation })
  useDesk.setState({
    ...useDesk.getInitialState(),
    bounds,
    ...rowsOf([waiting(1), waiting(2), waiting(3)]),
    venue,
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('a party that is given a table', () => {
  const chooses = () => screen.queryByRole('status') !== null
  beforeEach(() => {
    useDesk.getState().showView('waitlist')
    useDesk.getState().startPlacing(uuidOf(1), true)
    render(<TablesView />)
  })

  it('is given it, and the host is brought back', () => {
    expect(chooses()).toBe(true)
    fireEvent.click(screen.getByTestId('table'))
    expect(updateReservation.mock.calls).toMatchObject([
      [{ id: uuidOf(1), changes: { table: '7', status: 'seated' } }],
    ])
    // The row may come before the answer.
    push(waiting(1, { status: 'seated', table: '7' }))
    act(() => useDesk.getState().stopPlacing())
    expect(useDesk.getState().view).toBe('waitlist')
  })

  it.each(['seated', 'completed', 'cancelled'] as const)(
    'is given none any more once another desk has made it %s, and nothing comes under the pointer',
    (status) => {
      push(waiting(1, { status }))
      expect(chooses()).toBe(false)
      expect(useDesk.getState().view).toBe('tables')
      fireEvent.click(screen.getByTestId('table'))
      // Nor does it begin again by itself.
      push(waiting(1))
      expect(chooses()).toBe(false)
      fireEvent.click(screen.getByTestId('table'))
      expect(updateReservation).not.toHaveBeenCalled()
    },
  )
})

describe('whom to give a free table', () => {
  const shown = () =>
    [...document.querySelectorAll<HTMLButtonElement>('.seat-here button')].map(
      (button) => `${button.querySelector('strong')?.textContent ?? ''}${button.disabled ? ' off' : ''}`,
    )
  beforeEach(() => {
    act(() => useDesk.getState().fillTable({ name: '7', seats: 4 }))
    render(<SeatHereDialog />)
  })

  it('each party stays where it stood, and whoever has a table meanwhile is not to be pressed', () => {
    expect(shown()).toEqual(['Guest 1', 'Guest 2', 'Guest 3'])
    push(waiting(3, { status: 'arrived' }), waiting(1, { status: 'seated', table: '9' }), waiting(4))
    expect(shown()).toEqual(['Guest 1 off', 'Guest 2', 'Guest 3', 'Guest 4'])
  })

  it('a table that was taken meanwhile is given to nobody, and the dialog says so', () => {
    push(waiting(2, { status: 'seated', table: '7' }))
    expect(screen.getByRole('alert').textContent).toBe('La mesa 7 ya no está libre.')
    expect(shown()).toEqual([])
  })
})
