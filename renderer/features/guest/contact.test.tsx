// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startI18n } from '../../i18n/i18n.ts'
import { useDesk } from '../../store/desk-store.ts'
import { uuidOf } from '../../testing/sample.ts'
import { Contact } from './contact.tsx'

beforeEach(() => {
  vi.useFakeTimers()
  startI18n()
  useDesk.setState(useDesk.getInitialState())
  render(<Contact customer={{ name: 'Ana', phone: '+34 612 345 678', email: 'ana@correo.es' }} />)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})
const text = () => screen.getByTestId('contact').textContent

it('what was asked for is hidden again after half a minute, with the time mocked', () => {
  expect(text()).not.toContain('612 345')
  act(() => screen.getByRole('button').click())
  expect(text()).toContain('+34 612 345 678')
  expect(text()).toContain('ana@correo.es')
  act(() => {
    vi.advanceTimersByTime(29_000)
  })
  expect(text()).toContain('612 345')
  act(() => {
    vi.advanceTimersByTime(1_000)
  })
  expect(text()).not.toContain('612 345')
  expect(text()).not.toContain('ana@correo')
})

it('what was shown of one guest is not shown of the next', () => {
  act(() => screen.getByRole('button').click())
  act(() => useDesk.getState().openGuest(uuidOf(2)))
  expect(text()).not.toContain('612 345')
})
