// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import fc from 'fast-check'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ticketLength } from '../../contract/ticket.ts'
import { createKeyboardWedge } from './keyboard-wedge.ts'
import type { WedgeSettings } from './keyboard-wedge.ts'
import { layouts, writes } from './layouts.ts'
import type { Layout } from './layouts.ts'
import type { Reading, Scanner } from './scanner.ts'
import { press, type } from './test-keyboard.ts'
import { watchScanners } from './watch.ts'
import type { SeenBurst, SeenKey } from './watch.ts'

const ticket = 'FD1'.padEnd(ticketLength, 'AAAQ7ZK2MB')
const url = 'https://example.com/Menu'
const usb = () => 2
const person = () => 110

let wedge: Scanner
let scans: string[]
let readings: Reading[]
let settings: WedgeSettings

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
  scans = []
  readings = []
  settings = { prefix: '', suffix: '', end: 'auto' }
  wedge = createKeyboardWedge(window, () => settings)
  wedge.start((reading) => {
    scans.push(reading.text)
    readings.push(reading)
  })
})

afterEach(() => {
  wedge.stop()
  cleanup()
  document.body.replaceChildren()
  vi.useRealTimers()
})

function focusNew<K extends 'textarea' | 'input' | 'button'>(tag: K): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  document.body.append(element)
  element.focus()
  return element
}

const silence = () => vi.advanceTimersByTimeAsync(1000)

describe('keyboard wedge (mocked time)', () => {
  it('reads a ticket without waiting for an Enter, wherever the focus is', async () => {
    await type(ticket, usb)
    expect(scans).toEqual([ticket])
  })

  it('swallows the Enter, or CR and LF, after a ticket so that no button acts', async () => {
    const button = focusNew('button')
    const clicked = vi.fn()
    button.addEventListener('click', clicked)
    await type(ticket, usb)
    await press('Enter', 2)
    await press('Enter', 2)
    expect(clicked).not.toHaveBeenCalled()
    await press('Enter', 400)
    expect(clicked).toHaveBeenCalledOnce()
    expect(scans).toEqual([ticket])
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
    expect(scans).toEqual([ticket])
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
    expect(scans).toEqual([lower])
  })

  it('does not mind Shift as a key of its own, nor presses so fast that they look repeated', async () => {
    for (const char of ticket) {
      await press('Shift', 1, { shiftKey: true })
      await press(char, 1, { shiftKey: true, repeat: char === 'A' })
    }
    expect(scans).toEqual([ticket])
  })

  it('shows another code after Enter or silence instead of swallowing it', async () => {
    const field = focusNew('textarea')
    await type(url, usb)
    await press('Enter', 2)
    expect(scans).toEqual([url])
    await silence()
    await type(url, usb)
    expect(scans).toEqual([url])
    await silence()
    expect(scans).toEqual([url, url])
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
    expect(scans).toEqual([url])
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
    expect(scans).toEqual([ticket])
  })

  it('reads the ticket after a half-read one', async () => {
    await type(ticket.slice(0, 60), usb)
    await press('Enter', 2)
    await type(ticket, (index) => (index === 0 ? 300 : 2))
    expect(scans).toEqual([ticket.slice(0, 60), ticket])
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
    expect(scans).toEqual([])
  })

  it('reads a ticket whose keys a busy machine sent late', async () => {
    const field = focusNew('textarea')
    for (const late of [1, 2, 3, 5, 70]) {
      await type(ticket, (index) => (index === 0 ? 2_000 : index === late ? 400 : 5))
      await press('Enter', 5)
      expect(field.value).toBe('')
    }
    expect(scans).toEqual(Array<string>(5).fill(ticket))
  })

  it('drops the half of a ticket that is read again, and leaves nothing of it in the field', async () => {
    const field = focusNew('textarea')
    await type(ticket.slice(0, 60), usb)
    await type(ticket, (index) => (index === 0 ? 300 : 2))
    await silence()
    expect(scans).toEqual([ticket])
    expect(field.value).toBe('')
  })

  it('takes what was written in a field by very fast hands for writing, however long', async () => {
    for (const text of ['Lucía Fernández de Córdoba', 'lucia.fernandez99@example.com', '+541155501234']) {
      const field = focusNew('input')
      await type(text, () => 2)
      await silence()
      expect(field.value).toBe(text)
    }
    expect(scans).toEqual([])
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
    wedge.stop()
    await type(ticket, usb)
    expect(scans).toEqual([url])
  })
})

/** The keys of every keyboard, by what they write on it. */
const codes = ['Semicolon', 'Slash', 'BracketRight', 'Period', 'Minus']
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') codes.push(`Key${letter}`)
for (const digit of '1234567890') codes.push(`Digit${digit}`)

/** A scanner that is set to one keyboard, on a computer that is set to another. */
async function scanAcross(text: string, scanner: Layout, computer: Layout): Promise<void> {
  for (const char of text) {
    const stroke = codes
      .flatMap((code) => [false, true].map((shiftKey) => ({ code, shiftKey })))
      .find(({ code, shiftKey }) => writes(scanner, code, shiftKey) === char)
    if (!stroke) throw new Error(`${scanner} has no key for ${char}`)
    await press(writes(computer, stroke.code, stroke.shiftKey) ?? '', 3, stroke)
  }
}

describe('keyboard wedge, a scanner set to another keyboard (mocked time)', () => {
  const pairs = layouts.flatMap((scanner) => layouts.map((computer) => [scanner, computer] as const))

  it.each(pairs)('a scanner on %s is read on a computer on %s', async (scanner, computer) => {
    const field = focusNew('textarea')
    await scanAcross(ticket, scanner, computer)
    expect(readings).toHaveLength(1)
    // German only changes Y and Z: which is right, the signature tells.
    const [first] = readings
    expect([first?.text, ...(first?.others ?? [])]).toContain(ticket)
    if (![scanner, computer].includes('de')) expect(first?.text).toBe(ticket)
    expect(field.value).toBe('')
  })

  it('reads an address that Spanish keys make of a US scanner’s', async () => {
    await scanAcross('https://example.com/Menu', 'us', 'es')
    await silence()
    expect(scans).toEqual(['https://example.com/Menu'])
  })

  it('tells a test which keyboard it is', async () => {
    const bursts: SeenBurst[] = []
    const stop = watchScanners({
      onKey: () => undefined,
      onBurst: (burst) => bursts.push(burst),
      onReading: () => undefined,
    })
    await scanAcross(ticket, 'fr', 'es')
    await silence()
    await scanAcross(ticket, 'us', 'us')
    stop()
    expect(bursts).toEqual([
      { taken: true, reason: 'ticket', layout: 'fr' },
      { taken: true, reason: 'ticket' },
    ])
  })
})

describe('keyboard wedge, what a scanner types around a code (mocked time)', () => {
  it('leaves nothing of a known prefix and suffix in a field, nor of the Enter behind them', async () => {
    settings = { prefix: '~Q3', suffix: '#$', end: 'auto' }
    const field = focusNew('input')
    const form = document.createElement('form')
    document.body.append(form)
    form.append(field)
    field.focus()
    const submitted = vi.fn((event: Event) => event.preventDefault())
    form.addEventListener('submit', submitted)
    await type(`~Q3${ticket}#$`, usb)
    await press('Enter', 2)
    await silence()
    expect(scans).toEqual([ticket])
    expect(field.value).toBe('')
    expect(submitted).not.toHaveBeenCalled()
  })

  it('knows a prefix that another keyboard changes', async () => {
    settings = { prefix: ']', suffix: '', end: 'auto' }
    const field = focusNew('input')
    await scanAcross(`]${ticket}`, 'us', 'es')
    expect(scans).toEqual([ticket])
    expect(field.value).toBe('')
  })

  it('takes them off a code that is no ticket', async () => {
    settings = { prefix: '~', suffix: '#', end: 'enter' }
    await type('~0123456789ABC#', usb)
    await press('Enter', 2)
    expect(scans).toEqual(['0123456789ABC'])
  })

  it('leaves a person’s Enter alone where the scanner sends none, or only Tab', async () => {
    for (const end of ['none', 'tab'] as const) {
      settings = { prefix: '', suffix: '', end }
      const button = focusNew('button')
      const clicked = vi.fn()
      button.addEventListener('click', clicked)
      await type(ticket, (index) => (index === 0 ? 500 : 2))
      await press('Enter', 20)
      expect(clicked).toHaveBeenCalledOnce()
    }
    expect(scans).toEqual([ticket, ticket])
  })

  it('tells a test every key with its time, and why it is no scan', async () => {
    const keys: SeenKey[] = []
    const bursts: SeenBurst[] = []
    const stop = watchScanners({
      onKey: (key) => keys.push(key),
      onBurst: (burst) => bursts.push(burst),
      onReading: () => undefined,
    })
    await type('hola', person)
    await silence()
    await type('0123456', usb)
    await silence()
    const field = focusNew('input')
    await type('lucia.fernandez99@example.com', usb)
    await silence()
    await type(`~${ticket}`, usb)
    stop()
    expect(keys.slice(1, 4).map(({ key, gap }) => [key, Math.round(gap)])).toEqual([
      ['o', 110],
      ['l', 110],
      ['a', 110],
    ])
    expect(bursts.map(({ reason, prefix }) => [reason, prefix])).toEqual([
      ['short', undefined],
      ['short', undefined],
      ['typing', undefined],
      ['ticket', '~'],
    ])
    expect(field.value).toContain('lucia.fernandez99@example.com')
  })
})

const typedText = fc.string({
  unit: fc.constantFrom(...Array.from('abcFD1 27ñé-')),
  minLength: 1,
  maxLength: 40,
})
const humanGap = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 60, max: 300 }) },
  fc.integer({ min: 8, max: 34 }),
)
const humanGaps = fc.array(humanGap, { minLength: 40, maxLength: 40 })
/** Never so many fast keys in a row that only the text could tell: a person's fast keys come in pairs. */
const asPairs = (gaps: readonly number[]) => (index: number) => {
  const gap = gaps[index] ?? 100
  return gap < 35 && (gaps[index - 1] ?? 100) < 35 ? gap + 60 : gap
}
const base32 = fc.string({
  unit: fc.constantFrom(...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')),
  minLength: ticketLength - 3,
  maxLength: ticketLength - 3,
})

describe('keyboard wedge, any keys (mocked time)', () => {
  const fresh = () => {
    scans.length = 0
    document.body.replaceChildren()
    return focusNew('textarea')
  }

  it('is never set off by a person, whose text stays exactly as typed', async () => {
    await fc.assert(
      fc.asyncProperty(typedText, humanGaps, async (text, gaps) => {
        const field = fresh()
        await type(text, asPairs(gaps))
        await silence()
        expect(scans).toEqual([])
        expect(field.value).toBe(text)
      }),
      { numRuns: 150 },
    )
  })

  it('gives a masher back every key in order', async () => {
    const mashed = fc.array(fc.integer({ min: 5, max: 140 }), { minLength: 11, maxLength: 11 })
    await fc.assert(
      fc.asyncProperty(typedText, mashed, async (text, gaps) => {
        const field = fresh()
        const short = text.slice(0, 11)
        await type(short, (index) => gaps[index] ?? 50)
        await silence()
        expect(scans).toEqual([])
        expect(field.value).toBe(short)
      }),
      { numRuns: 150 },
    )
  })

  it('finds any ticket at a scanner’s speed in the middle of typing, and leaves the rest', async () => {
    const pace = fc.array(
      fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 30 }) }, fc.integer({ min: 36, max: 120 })),
      { minLength: ticketLength, maxLength: ticketLength },
    )
    const suffix = fc.constantFrom('', 'Enter', 'Tab')
    const lead = fc.integer({ min: 8, max: 400 })
    await fc.assert(
      fc.asyncProperty(
        typedText,
        humanGaps,
        base32,
        pace,
        suffix,
        lead,
        typedText,
        async (head, gaps, body, scannerGaps, end, first, tail) => {
          fc.pre(scannerGaps.slice(1).filter((gap) => gap < 35).length > 80)
          const field = fresh()
          await type(head, asPairs(gaps))
          await type(`FD1${body}`, (index) => (index === 0 ? first : (scannerGaps[index] ?? 5)))
          if (end) await press(end, 3)
          await type(tail, (index) => asPairs(gaps)(index) + (index === 0 ? 30 : 0))
          await silence()
          expect(scans).toEqual([`FD1${body}`])
          expect(field.value).toBe(head + tail)
        },
      ),
      { numRuns: 100 },
    )
  })
})
