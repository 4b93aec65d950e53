import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'
import { ticketLength } from '../../../contract/ticket.ts'
import { createKeyboardWedge } from '../keyboard-wedge.ts'
import type { WedgeSettings } from '../keyboard-wedge.ts'
import type { Reading, Scanner } from '../scanner.ts'

export const ticket = 'FD1'.padEnd(ticketLength, 'AAAQ7ZK2MB')
/** Milliseconds between the keys of a scanner, and of a person. */
export const usb = () => 2
export const person = () => 110

/** A wedge that listens for the length of a test, and what it has read. */
export interface TestWedge {
  scanner: Scanner
  readings: Reading[]
  scans: () => string[]
  settings: WedgeSettings
}

/** Gives each test of a file a wedge of its own, on a page of its own, with a clock that the test moves. */
export function testWedge(): TestWedge {
  const it: TestWedge = {
    scanner: createKeyboardWedge(window, () => it.settings),
    readings: [],
    scans: () => it.readings.map(({ text }) => text),
    settings: { prefix: '', suffix: '', end: 'auto' },
  }
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
    it.readings = []
    it.settings = { prefix: '', suffix: '', end: 'auto' }
    it.scanner = createKeyboardWedge(window, () => it.settings)
    it.scanner.start((reading) => it.readings.push(reading))
  })
  afterEach(() => {
    it.scanner.stop()
    cleanup()
    document.body.replaceChildren()
    vi.useRealTimers()
  })
  return it
}

export function focusNew<K extends 'textarea' | 'input' | 'button'>(tag: K): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  document.body.append(element)
  element.focus()
  return element
}

export const silence = () => vi.advanceTimersByTimeAsync(1000)
