// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { GuestPanel } from './features/guest/guest-panel.tsx'
import { NoShowQuestion } from './features/late/no-show-question.tsx'
import { startI18n } from './i18n/i18n.ts'
import { refuseSecondPresses } from './second-press.ts'
import { useDesk } from './store/desk-store.ts'
import { rowsOf } from './store/rows.ts'
import { reservation, uuidOf } from './testing/sample.ts'
import { Stepper } from './ui/stepper.tsx'

const unanswered = new Promise<never>(() => undefined)
const updateReservation = vi.fn<(input: { changes: { status?: string } }) => Promise<never>>(() => unanswered)
const asked = () => updateReservation.mock.calls.map(([{ changes }]) => changes.status)
let stop: () => void

beforeEach(() => {
  startI18n()
  updateReservation.mockClear()
  vi.stubGlobal('desk', { updateReservation, getGuest: () => unanswered })
  useDesk.setState({ ...useDesk.getInitialState(), ...rowsOf([reservation(1)]) })
  stop = refuseSecondPresses(window)
})
afterEach(() => {
  stop()
  cleanup()
  vi.unstubAllGlobals()
})

/** As the browser tells the click that comes so many-th at one place. */
function click(target: Element, detail: number): void {
  fireEvent.mouseDown(target, { detail })
  fireEvent.click(target, { detail })
}

/** As the browser does: a key that is held presses again and again, unless the page keeps it from that. */
function enter(target: Element, repeat: boolean): void {
  if (fireEvent.keyDown(target, { key: 'Enter', repeat })) fireEvent.click(target, { detail: 0 })
}

it('a double click on one step of a guest does not take the next', () => {
  render(<GuestPanel id={uuidOf(1)} />)
  const step = () => screen.getByRole('region', { name: 'Qué hacer' }).querySelectorAll('button')[0]
  click(step() ?? document.body, 1)
  act(() => useDesk.setState(rowsOf([reservation(1, { status: 'arrived' })])))
  click(step() ?? document.body, 2)
  expect(asked()).toEqual(['arrived'])
  click(step() ?? document.body, 1)
  expect(asked()).toEqual(['arrived', 'seated'])
})

it('who has not come is struck off by two presses, and not by a double click or a key that is held', () => {
  render(<NoShowQuestion reservation={reservation(1)} late={90} tabIndex={0} />)
  const button = screen.getByTestId('no-show')
  click(button, 1)
  click(button, 2)
  expect(button.dataset.asked).toBe('true')
  fireEvent.blur(button)
  enter(button, false)
  enter(button, true)
  expect(button.dataset.asked).toBe('true')
  expect(asked()).toEqual([])
  click(button, 1)
  expect(asked()).toEqual(['no_show'])
})

it('− and + take every click, and a key that is held', () => {
  function Steps() {
    const [value, setValue] = useState('2')
    return <Stepper id="people" value={value} onChange={setValue} />
  }
  render(<Steps />)
  const more = screen.getByRole('button', { name: 'Una persona más' })
  for (const detail of [1, 2, 3]) click(more, detail)
  enter(more, false)
  enter(more, true)
  expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('7')
})
