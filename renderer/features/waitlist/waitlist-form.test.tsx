// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startI18n } from '../../i18n/i18n.ts'
import { useDesk } from '../../store/desk-store.ts'
import { reservation } from '../../testing/sample.ts'
import { WaitlistForm } from './waitlist-form.tsx'

beforeEach(() => {
  startI18n()
  useDesk.setState(useDesk.getInitialState())
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const fields = ['Nombre', 'Teléfono', 'Personas', 'Minutos de espera']
const values = () => fields.map((label) => screen.getByLabelText<HTMLInputElement>(label).value)

it('what is half typed is still there after another view, and gone once the party is on the list', async () => {
  const view = render(<WaitlistForm />)
  const blank = values()
  const typed = ['Ana Ruiz', '+34 612 345 678', '5', '25']
  for (const [index, label] of fields.entries()) {
    fireEvent.change(screen.getByLabelText(label), { target: { value: typed[index] } })
  }
  view.unmount()
  render(<WaitlistForm />)
  expect(values()).toEqual(typed)

  const createReservation = vi.fn(() => Promise.resolve({ ok: true, value: reservation(1) }))
  vi.stubGlobal('desk', { createReservation })
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Apuntar' }))
    await Promise.resolve()
  })
  expect(createReservation.mock.calls).toMatchObject([
    [{ customer: { name: 'Ana Ruiz', phone: '+34 612 345 678' }, partySize: 5 }],
  ])
  await vi.waitFor(() => expect(values()).toEqual(blank))
})
