// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startI18n } from '../../i18n/i18n.ts'
import { useDesk } from '../../store/desk-store.ts'
import { uuidOf, verdict } from '../../testing/sample.ts'
import { NewReservationDialog } from '../reservation/new-reservation-dialog.tsx'
import { OverrideDialog } from './override-dialog.tsx'

/** The two as the window draws them. */
function Dialogs() {
  const dialog = useDesk((desk) => desk.dialog)
  const overriding = useDesk((desk) => desk.overriding)
  return (
    <>
      {dialog === 'new' && <NewReservationDialog />}
      {overriding && <OverrideDialog key={overriding.scanId} verdict={overriding} />}
    </>
  )
}

const business = { id: 1, name: 'Casa Lumbre', timeZone: 'Europe/Madrid', dayStartsAt: 5, capacity: 90 }

beforeEach(() => {
  startI18n()
  useDesk.setState({ ...useDesk.getInitialState(), business, dialog: 'new' })
  render(<Dialogs />)
})
afterEach(cleanup)

const titles = () => screen.queryAllByRole('heading').map((title) => title.textContent)
const escape = () => fireEvent.keyDown(window, { key: 'Escape' })

it('a PIN is asked for over the form that is half filled, and leaves it as it was', () => {
  const name = screen.getByLabelText<HTMLInputElement>('Nombre')
  fireEvent.change(name, { target: { value: 'Ana Ru' } })
  act(() => useDesk.getState().askForPin(verdict()))
  expect(titles()).toEqual(['Nueva reserva', 'Admitir con PIN del encargado'])
  expect(useDesk.getState().covers).toBe(1)
  escape()
  expect(titles()).toEqual(['Nueva reserva'])
  expect(useDesk.getState().covers).toBe(0)
  expect(name.isConnected && name.value).toBe('Ana Ru')
  escape()
  expect(titles()).toEqual([])
})

it('a PIN that is being typed is for the scan that it was asked for', () => {
  act(() => useDesk.getState().askForPin(verdict()))
  const pin = () => screen.getByLabelText<HTMLInputElement>('PIN del encargado').value
  fireEvent.change(screen.getByLabelText('PIN del encargado'), { target: { value: '2580' } })
  act(() => useDesk.getState().askForPin(verdict({ scanId: uuidOf(901) })))
  expect(pin()).toBe('')
})

it('whoever goes to the guest of a scan leaves every dialog', () => {
  act(() => useDesk.getState().askForPin(verdict()))
  act(() => useDesk.getState().closeDialogs())
  expect(titles()).toEqual([])
})
