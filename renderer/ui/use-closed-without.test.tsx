// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { OutboxState } from '../../contract/ipc.ts'
import { ConflictDialog } from '../features/guest/conflict-dialog.tsx'
import { TicketDialog } from '../features/guest/ticket-dialog.tsx'
import { SetAsideDialog } from '../features/shell/set-aside-dialog.tsx'
import { startI18n } from '../i18n/i18n.ts'
import { applyPush } from '../store/apply-push.ts'
import { useDesk } from '../store/desk-store.ts'
import { rowsOf } from '../store/rows.ts'
import { evening, reservation, uuidOf } from '../testing/sample.ts'

const unanswered = new Promise<never>(() => undefined)
const at = new Date(evening).toISOString()
const outbox: OutboxState = {
  waiting: 0,
  conflicts: [
    {
      reservationId: uuidOf(1),
      name: 'Guest 1',
      at,
      version: 2,
      fields: [{ field: 'table', base: '7', theirs: '8', mine: '9' }],
    },
  ],
  setAside: [{ id: uuidOf(50), kind: 'update', name: 'Guest 1', code: 'not_found', at }],
}
const push = (pushed: Parameters<typeof applyPush>[1]) =>
  act(() => useDesk.setState((desk) => applyPush(desk, pushed)))

beforeEach(() => {
  startI18n()
  vi.stubGlobal('desk', {
    getTicket: ({ id }: { id: string }) =>
      id === uuidOf(1) ? Promise.resolve({ ok: true, value: { svg: '<svg/>' } }) : unanswered,
    getGuest: () => unanswered,
  })
  useDesk.setState({
    ...useDesk.getInitialState(),
    ...rowsOf([reservation(1), reservation(2)]),
    openGuestId: uuidOf(1),
    outbox,
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('a ticket is closed when its guest is gone, so that the desk behind it is in reach again', () => {
  useDesk.getState().openDialog('ticket')
  render(<TicketDialog />)
  push({ kind: 'rows', upserts: [], removals: [uuidOf(2)], activity: [] })
  expect(useDesk.getState().dialog).toBe('ticket')
  push({ kind: 'rows', upserts: [], removals: [uuidOf(1)], activity: [] })
  expect(useDesk.getState().dialog).toBeNull()
})

it.each([
  ['conflict', ConflictDialog],
  ['set-aside', SetAsideDialog],
] as const)('the dialog %s is closed when nothing is left to see to', (name, Dialog) => {
  useDesk.getState().openDialog(name)
  render(<Dialog />)
  expect(useDesk.getState().dialog).toBe(name)
  push({ kind: 'outbox', outbox: { waiting: 0, conflicts: [], setAside: [] } })
  expect(useDesk.getState().dialog).toBeNull()
})

it('the code of one guest never stands under the name of another', async () => {
  useDesk.getState().openDialog('ticket')
  render(<TicketDialog />)
  expect(await screen.findByRole('img')).toBeTruthy()
  act(() => useDesk.getState().openGuest(uuidOf(2)))
  expect(screen.getByRole('dialog').textContent).toContain('Guest 2')
  expect(screen.queryByRole('img')).toBeNull()
})
