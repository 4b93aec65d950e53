// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { press, type } from './testing/keyboard.ts'
import { focusNew, person, silence, testWedge, ticket, usb } from './testing/wedge.ts'

const url = 'https://example.com/Menu'
const wedge = testWedge()

describe('keyboard wedge (mocked time)', () => {
  it('reads a ticket without waiting for an Enter, wherever the focus is', async () => {
    await type(ticket, usb)
    expect(wedge.scans()).toEqual([ticket])
  })

  it('swallows the Enter, or CR and LF, after a ticket so that no button acts', async () => {
    const button = focusNew('button')
    const clicked = vi.fn()
    button.addEventListener('click', clicked)
    await type(ticket, usb)
    // Some end a code slower than they type it.
    await press('Enter', 250)
    await press('Enter', 2)
    expect(clicked).not.toHaveBeenCalled()
    await press('Enter', 400)
    expect(clicked).toHaveBeenCalledOnce()
    expect(wedge.scans()).toEqual([ticket])
  })

  it('leaves the field, its caret and its form as they were', async () => {
    const form = document.createElement('form')
    document.body.append(form)
    const submitted = vi.fn((event: Event) => event.preventDefault())
    form.addEventListener('submit', submitted)
    const input = focusNew('input')
    form.append(input)
    input.focus()
    await type('Mesa junto', person)
    input.setSelectionRange(2, 6)
    await type(ticket, usb)
    await press('Enter', 2)
    expect(input.value).toBe('Mesa junto')
    expect([input.selectionStart, input.selectionEnd]).toEqual([2, 6])
    expect(submitted).not.toHaveBeenCalled()
    expect(wedge.scans()).toEqual([ticket])
  })

  it('keeps the state of a controlled React field, and the keys from its handlers', async () => {
    const seen = vi.fn()
    function Note() {
      const [text, setText] = useState('')
      return (
        <label>
          <textarea value={text} onChange={(event) => setText(event.target.value)} onKeyDown={seen} />
          <output>{text}</output>
        </label>
      )
    }
    render(<Note />)
    const field = screen.getByRole('textbox')
    field.focus()
    await type('alergia ', person)
    await type(ticket, (index) => (index === 0 ? 200 : 2))
    await type('nueces', person)
    expect(screen.getByRole('status').textContent).toBe('alergia nueces')
    expect(seen.mock.calls.length).toBe('alergia '.length + 3 + 'nueces'.length)
  })

  it('reads a lower-case ticket (CapsLock) and single gaps of up to 120 ms', async () => {
    const lower = ticket.toLowerCase()
    await type(lower, (index) => (index % 10 === 9 ? 120 : 5))
    expect(wedge.scans()).toEqual([lower])
  })

  it('does not mind Shift as a key of its own, nor presses so fast that they look repeated', async () => {
    for (const char of ticket) {
      await press('Shift', 1, { shiftKey: true })
      await press(char, 1, { shiftKey: true, repeat: char === 'A' })
    }
    expect(wedge.scans()).toEqual([ticket])
  })

  it('shows another code after Enter or silence instead of swallowing it', async () => {
    const field = focusNew('textarea')
    await type(url, usb)
    await press('Enter', 2)
    expect(wedge.scans()).toEqual([url])
    await silence()
    await type(url, usb)
    expect(wedge.scans()).toEqual([url])
    await silence()
    expect(wedge.scans()).toEqual([url, url])
    expect(field.value).toBe('')
  })

  it('waits for keys that a busy page has not seen yet', async () => {
    await type(url.slice(0, 15), usb)
    // The page stands still for 400 ms: the timer is late, and comes before keys that were pressed long ago.
    let pressedAt = performance.now()
    const clock = vi.spyOn(performance, 'now').mockReturnValue(pressedAt + 400)
    await vi.advanceTimersByTimeAsync(145)
    for (const char of url.slice(15)) {
      clock.mockReturnValue((pressedAt += 2))
      await press(char, 0)
    }
    clock.mockRestore()
    await silence()
    expect(wedge.scans()).toEqual([url])
  })

  it('waits longer for the rest of a ticket, which a busy machine delivers late', async () => {
    await type(ticket.slice(0, 60), usb)
    const pressedAt = performance.now()
    await vi.advanceTimersByTimeAsync(500)
    const clock = vi.spyOn(performance, 'now')
    let key = 0
    for (const char of ticket.slice(60)) {
      clock.mockReturnValue(pressedAt + 2 * ++key)
      await press(char, 0)
    }
    clock.mockRestore()
    expect(wedge.scans()).toEqual([ticket])
  })

  it('reads the ticket after a half-read one', async () => {
    await type(ticket.slice(0, 60), usb)
    await press('Enter', 2)
    await type(ticket, (index) => (index === 0 ? 300 : 2))
    expect(wedge.scans()).toEqual([ticket.slice(0, 60), ticket])
  })

  it('takes no held key, shortcut or slow ticket for a scan', async () => {
    const field = focusNew('textarea')
    await press('a', 500)
    for (let i = 0; i < 40; i++) await press('a', i === 0 ? 300 : 30, { repeat: true })
    expect(field.value).toBe('a'.repeat(41))
    for (const char of ticket) expect(await press(char, 2, { ctrlKey: true })).toBe(true)
    await silence()
    await type(ticket, () => 60)
    await silence()
    expect(field.value).toBe('a'.repeat(41) + ticket)
    expect(wedge.scans()).toEqual([])
  })

  it('reads a ticket whose keys a busy machine sent late', async () => {
    const field = focusNew('textarea')
    for (const late of [1, 2, 3, 5, 70]) {
      await type(ticket, (index) => (index === 0 ? 2_000 : index === late ? 400 : 5))
      await press('Enter', 5)
      expect(field.value).toBe('')
    }
    expect(wedge.scans()).toEqual(Array<string>(5).fill(ticket))
  })

  it('drops the half of a ticket that is read again, and leaves nothing of it in the field', async () => {
    const field = focusNew('textarea')
    await type(ticket.slice(0, 60), usb)
    await type(ticket, (index) => (index === 0 ? 300 : 2))
    await silence()
    expect(wedge.scans()).toEqual([ticket])
    expect(field.value).toBe('')
  })

  it('takes what was written in a field by very fast hands for writing, however long', async () => {
    for (const text of ['Lucía Fernández de Córdoba', 'lucia.fernandez99@example.com', '+541155501234']) {
      const field = focusNew('input')
      await type(text, () => 2)
      await silence()
      expect(field.value).toBe(text)
    }
    expect(wedge.scans()).toEqual([])
  })

  it('gives held keys back to where they were pressed before that is left', async () => {
    const first = focusNew('input')
    await type('Ana Gil', () => 2)
    const second = focusNew('input')
    await type('7', () => 100)
    expect([first.value, second.value]).toEqual(['Ana Gil', '7'])
    first.focus()
    await type(' Ruiz', () => 2)
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    expect(first.value).toBe('Ana Gil Ruiz')
  })

  it('gives held keys back before a key that is no character', async () => {
    const field = focusNew('input')
    await type('asdfg', () => 10)
    expect(field.value).toBe('asd')
    await press('Backspace', 10)
    expect(field.value).toBe('asdfg')
  })

  it('takes AltGr characters of a layout, and stops when it is stopped', async () => {
    const altGr = { ctrlKey: true, altKey: true, modifierAltGraph: true }
    for (const char of url) await press(char, 2, char === '/' ? altGr : {})
    await silence()
    wedge.scanner.stop()
    await type(ticket, usb)
    expect(wedge.scans()).toEqual([url])
  })
})
