// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { applyPush } from '../../store/apply-push.ts'
import { useDesk } from '../../store/desk-store.ts'
import { rowsOf } from '../../store/rows.ts'
import { reservation } from '../../testing/sample.ts'
import { WaitlistView } from './waitlist-view.tsx'

const bounds = { from: '2026-11-24T05:00:00.000Z', to: '2026-11-25T05:00:00.000Z' }
const waiting = (number: number, over: Partial<DeskReservation> = {}) =>
  reservation(number, { status: 'waitlist', ...over })
const push = (...upserts: DeskReservation[]) =>
  act(() =>
    useDesk.setState((desk) => applyPush(desk, { kind: 'rows', upserts, removals: [], activity: [] })),
  )
const rows = () =>
  screen.getAllByTestId('waiting').map((row) => {
    const off = within(row)
      .getAllByRole('button')
      .every((button) => button.hasAttribute('disabled'))
    return `${within(row).getByRole('heading').textContent.trim()}${off ? ' off' : ''}`
  })

beforeEach(() => {
  startI18n()
  useDesk.setState({
    ...useDesk.getInitialState(),
    bounds,
    ...rowsOf([waiting(2), waiting(3), waiting(4)]),
  })
  render(<WaitlistView />)
})
afterEach(cleanup)

it('no other party comes under the pointer when another desk seats one or puts one on the list', () => {
  const list = screen.getByRole('list')
  fireEvent.pointerEnter(list)
  push(waiting(2, { status: 'seated' }), waiting(1))
  expect(rows()).toEqual(['Guest 2 off', 'Guest 3', 'Guest 4', 'Guest 1'])
  expect(screen.getByText('En la mesa')).toBeTruthy()
  fireEvent.pointerLeave(list)
  expect(rows()).toEqual(['Guest 1', 'Guest 3', 'Guest 4'])
})

it('what the host searches for is shown at once', () => {
  fireEvent.pointerEnter(screen.getByRole('list'))
  act(() => useDesk.getState().search('Guest 4'))
  expect(rows()).toEqual(['Guest 4'])
})
