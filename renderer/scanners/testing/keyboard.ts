import { vi } from 'vitest'
import { writes } from '../layouts.ts'
import type { Layout } from '../layouts.ts'

/**
 * Presses keys as a page sees them, at a mocked time: keydown, then what a browser does with a character
 * unless it was prevented. Needs a DOM and fake timers.
 */
export async function press(key: string, gap: number, init: KeyboardEventInit = {}): Promise<boolean> {
  await vi.advanceTimersByTimeAsync(gap)
  const event = new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true, ...init })
  Object.defineProperty(event, 'timeStamp', { value: performance.now() })
  const target = document.activeElement ?? document.body
  const through = target.dispatchEvent(event)
  if (through && !init.ctrlKey) act(target, key)
  target.dispatchEvent(new KeyboardEvent('keyup', { key, code: key, bubbles: true }))
  return through
}

function act(target: Element, key: string): void {
  if (key === 'Enter') {
    if (target instanceof HTMLButtonElement) target.click()
    if (target instanceof HTMLInputElement) target.form?.requestSubmit()
  }
  if (key === ' ' && target instanceof HTMLButtonElement) target.click()
  const typed = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
  if (!typed || key.length !== 1) return
  const start = target.selectionStart ?? target.value.length
  const value = target.value.slice(0, start) + key + target.value.slice(target.selectionEnd ?? start)
  // Past the setter that React lays over the element, as a browser's own typing goes.
  Reflect.set(Object(Object.getPrototypeOf(target)), 'value', value, target)
  target.setSelectionRange(start + 1, start + 1)
  target.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Keys one after another; the first comes after `gaps(0)` milliseconds. */
export async function type(text: string, gaps: (index: number) => number): Promise<void> {
  let index = 0
  for (const char of text) await press(char, gaps(index++))
}

/** The keys of every keyboard, by what they write on it. */
const codes = ['Semicolon', 'Slash', 'BracketRight', 'Period', 'Minus']
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') codes.push(`Key${letter}`)
for (const digit of '1234567890') codes.push(`Digit${digit}`)

/** A scanner that is set to one keyboard, on a computer that is set to another. */
export async function scanAcross(text: string, scanner: Layout, computer: Layout): Promise<void> {
  for (const char of text) {
    const stroke = codes
      .flatMap((code) => [false, true].map((shiftKey) => ({ code, shiftKey })))
      .find(({ code, shiftKey }) => writes(scanner, code, shiftKey) === char)
    if (!stroke) throw new Error(`${scanner} has no key for ${char}`)
    await press(writes(computer, stroke.code, stroke.shiftKey) ?? '', 3, stroke)
  }
}
