// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createKeyboardWedge } from '../scanners/keyboard-wedge.ts'
import type { Scanner } from '../scanners/scanner.ts'
import { press, type } from '../scanners/testing/keyboard.ts'
import { listenForKeys } from './keys.ts'
import { commands } from './registry.ts'

// Time is mocked: what tells a scanner from a person is the time between two keys.
const ticket = `FD1${'A2B3C4D5E6'.repeat(14)}`.slice(0, 143)
let ran: string[]
let scans: string[]
let stop: () => void
let wedge: Scanner

beforeEach(() => {
  vi.useFakeTimers()
  ran = []
  scans = []
  document.body.innerHTML = '<button id="b">x</button><input id="i" />'
  // Each key is a shortcut here: whatever gets through is seen.
  stop = listenForKeys(window, { find: (keys) => () => void ran.push(keys) })
  wedge = createKeyboardWedge(window)
  wedge.start(({ text }) => scans.push(text))
})
afterEach(() => {
  stop()
  wedge.stop()
  vi.useRealTimers()
})
const settled = () => vi.advanceTimersByTimeAsync(1_000)

describe('shortcuts on bare keys, with all time mocked', () => {
  it('run when a person pressed one', async () => {
    await press('w', 500)
    expect(ran).toEqual([])
    await settled()
    expect(ran).toEqual(['w'])
  })

  it('run at once where Enter comes after them, and the number between is typed where they lead', async () => {
    const field = document.getElementById('i')
    stop()
    stop = listenForKeys(window, { find: (keys) => (keys === 'w' ? () => field?.focus() : undefined) })
    await press('w', 500)
    await press('4', 90)
    expect(await press('Enter', 60)).toBe(false)
    expect(field).toHaveProperty('value', '4')
  })

  it('run at once where it is a sign, and what is typed after it goes where it leads', async () => {
    const field = document.getElementById('i')
    stop()
    stop = listenForKeys(window, { find: (keys) => (keys === '/' ? () => field?.focus() : undefined) })
    expect(await press('/', 500)).toBe(false)
    expect(document.activeElement).toBe(field)
    await type('montalban', () => 90)
    expect(field).toHaveProperty('value', 'montalban')
  })

  it('never run by a sign in the middle of an address that is scanned', async () => {
    await type('https://venue.example/t/AB', () => 12)
    await settled()
    expect(ran).toEqual([])
  })

  it.each([5, 20, 30, 34, 60])('never run by a scanner that sends a key every %i ms', async (gap) => {
    for (const suffix of ['Enter', 'Tab', null]) {
      await settled()
      await type(ticket, () => gap)
      if (suffix) await press(suffix, gap)
      await settled()
      expect(ran).toEqual([])
    }
    if (gap < 35) expect(scans).toHaveLength(3)
  })

  it('never run by a scanner whose first keys come slowly, or by a short code', async () => {
    await type(ticket, (index) => (index < 3 ? 70 : 8))
    await settled()
    await type('AB', () => 12)
    await settled()
    await type('WNQ', () => 20)
    await press('Enter', 10)
    await settled()
    expect(ran).toEqual([])
  })

  it('are typing in a field, and a held key is none', async () => {
    document.getElementById('i')?.focus()
    await press('w', 500)
    await settled()
    document.getElementById('b')?.focus()
    await press('w', 500, { repeat: true })
    await settled()
    expect(ran).toEqual([])
  })

  it('with Ctrl run at once, but take back what was typed in a field', async () => {
    await press('k', 500, { ctrlKey: true })
    await press('z', 500, { ctrlKey: true })
    document.getElementById('i')?.focus()
    await press('k', 500, { ctrlKey: true })
    await press('z', 500, { ctrlKey: true })
    expect(ran).toEqual(['ctrl+k', 'ctrl+z', 'ctrl+k'])
  })
})

describe('the list of commands', () => {
  const keys = commands.flatMap((command) => command.keys ?? [])
  it('has no key twice, and no bare one that a ticket begins with', () => {
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.filter((key) => ['f', 'd', '1'].includes(key))).toEqual([])
  })
})
