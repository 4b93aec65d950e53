// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PastDay } from '../../../contract/ipc-manager.ts'
import { reservationSchema } from '../../../contract/reservation.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { useDesk } from '../../store/desk-store.ts'
import { evening, reservation } from '../../testing/sample.ts'
import { ReplayScreen } from './replay-screen.tsx'

/** Eleven in the morning, on Madrid's clock. */
const morning = Date.parse('2026-11-24T10:00:00.000Z')
const day: PastDay = {
  from: '2026-11-24T04:00:00.000Z',
  to: '2026-11-25T04:00:00.000Z',
  reservations: [],
  cursor: 40,
  complete: true,
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: morning })
  // The rows of a list are drawn where it has a height.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
  startI18n()
  const business = { id: 1, name: 'x', timeZone: 'Europe/Madrid', dayStartsAt: 5, capacity: 10 }
  useDesk.setState({ ...useDesk.getInitialState(), business, day: '2026-11-24' })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function open(past: Partial<PastDay>): void {
  vi.stubGlobal('desk', {
    pastDay: () => Promise.resolve({ ok: true, value: { ...day, ...past } }),
    pastEvents: () => Promise.resolve({ ok: true, value: { events: [], cursor: 40, more: false } }),
  })
  render(<ReplayScreen />)
}

it('in the morning, the bookings of earlier days for tonight are there, and nobody is late (the time is mocked)', async () => {
  const tonight = [1, 2].map((number) =>
    reservationSchema.parse(reservation(number, { startsAt: new Date(evening).toISOString() })),
  )
  open({ reservations: tonight })
  const slider = await screen.findByTestId('replay-slider')
  expect(screen.queryByText('Ese día no pasó nada')).toBeNull()
  expect(screen.getAllByTestId('past-row').map((row) => row.textContent)).toEqual([
    expect.stringContaining('Guest 1'),
    expect.stringContaining('Guest 2'),
  ])
  expect(screen.queryByLabelText('Con retraso')).toBeNull()
  expect(screen.getByText('Nada apuntado en el registro de ese día.')).toBeTruthy()
  const when = () => screen.getByTestId('replay-when').textContent
  expect(when()).toBe('11:15 de hoy')
  expect(screen.getByTestId('replay-index').textContent).toBe('0 de 0')

  fireEvent.keyDown(slider, { key: 'ArrowRight' })
  expect(when()).toBe('11:15 de hoy')
  fireEvent.keyDown(slider, { key: 'PageDown' })
  expect(when()).toBe('11:00 de hoy')
  fireEvent.keyDown(slider, { key: 'Home' })
  expect(when()).toBe('05:00 de hoy')
  fireEvent.keyDown(slider, { key: 'End' })
  expect(when()).toBe('11:15 de hoy')
  expect(screen.getAllByTestId('past-row')).toHaveLength(2)
})

it('a day without reservations and without moments is called one on which nothing happened (the time is mocked)', async () => {
  open({})
  expect(await screen.findByText('Ese día no pasó nada')).toBeTruthy()
  expect(screen.queryByTestId('replay-slider')).toBeNull()
})
