// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { alertKinds, defaultAlerts } from '../../../contract/alerts.ts'
import { defaultVenueSettings } from '../../../contract/settings.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { useDesk } from '../../store/desk-store.ts'
import { AlertSettingsForm } from './alert-settings.tsx'

const changeSettings = vi.fn<(changes: unknown) => Promise<void>>(() => Promise.resolve())

const thresholds = { ...defaultVenueSettings.thresholds, refusedInARow: 4, deskOfflineMinutes: 12 }
const venue = { ...defaultVenueSettings, capacity: 100, thresholds }

function show(role: 'desk' | 'manager'): void {
  useDesk.setState({ ...useDesk.getInitialState(), venue, device: { id: 'd', name: 'Encargada', role } })
  render(<AlertSettingsForm />)
}

beforeEach(() => {
  startI18n()
  changeSettings.mockClear()
  vi.stubGlobal('desk', { changeSettings })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('a manager can turn each alert off and move its threshold; what cannot be is said and not kept', () => {
  show('manager')
  // And one for the quiet hours.
  expect(screen.getAllByRole('switch')).toHaveLength(alertKinds.length + 1)
  fireEvent.click(screen.getByRole('switch', { name: 'Llega un VIP' }))
  expect(changeSettings).toHaveBeenLastCalledWith({ alerts: { ...defaultAlerts, vip: { on: false } } })

  const inARow = screen.getByLabelText('Escaneos seguidos')
  fireEvent.change(inARow, { target: { value: '5' } })
  expect(changeSettings).toHaveBeenLastCalledWith({
    alerts: { ...defaultAlerts, refusals: { on: true, inARow: 5 } },
  })
  changeSettings.mockClear()
  for (const value of ['1', 'cinco']) {
    fireEvent.change(inARow, { target: { value } })
    expect(screen.getByRole('alert').textContent).toContain('no vale')
  }
  for (const minutes of screen.getAllByLabelText('Minutos'))
    fireEvent.change(minutes, { target: { value: '' } })
  // Of these, two have no threshold of the venue.
  expect(screen.getAllByRole('alert')).toHaveLength(3)
  expect(changeSettings).not.toHaveBeenCalled()
})

it('an empty threshold is the venue’s', () => {
  show('manager')
  const people = screen.getByLabelText('Personas')
  expect(people.getAttribute('placeholder')).toBe('8')
  const minutes = screen.getAllByLabelText('Minutos').map((field) => field.getAttribute('placeholder'))
  expect([screen.getByLabelText('Escaneos seguidos').getAttribute('placeholder'), ...minutes]).toEqual([
    '4',
    '5',
    '12',
    null,
    null,
  ])
  fireEvent.change(people, { target: { value: '12' } })
  fireEvent.change(people, { target: { value: '' } })
  expect(changeSettings.mock.calls.map(([changes]) => changes)).toMatchObject([
    { alerts: { largeParty: { people: 12 } } },
    { alerts: { largeParty: { people: null } } },
  ])
})

it('a desk of the door chooses about VIPs and quiet hours alone', () => {
  show('desk')
  expect(screen.getAllByRole('switch').map((one) => one.getAttribute('aria-label'))).toEqual([
    'Llega un VIP',
    'Horas de silencio',
  ])
})
