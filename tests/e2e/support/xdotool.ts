import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'playwright/test'
import { writes } from '../../../renderer/scanners/layouts.ts'
import type { Layout } from '../../../renderer/scanners/layouts.ts'
import type { TestDesk } from './desk.ts'
import { inMain } from './in-main.ts'

const run = promisify(execFile)

async function xdotool(...args: string[]): Promise<string> {
  return (await run('xdotool', args)).stdout.trim()
}

/** Gives a desk's window the keyboard, and waits until it has it. A page under test always believes that it has. */
export async function focusWindow(desk: TestDesk): Promise<void> {
  const windows = await xdotool(
    ...['search', '--all', '--onlyvisible', '--pid', String(desk.pid), '--name', ''],
  )
  const id = windows.split('\n').at(-1)
  if (id === undefined || id === '') throw new Error('The desk has no window on this display.')
  await xdotool('windowraise', id)
  const isFocused = () =>
    inMain(desk.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isFocused()))
  await expect
    .poll(async () => {
      await xdotool('windowfocus', id)
      return isFocused()
    })
    .toEqual([true])
}

/** Types as a USB scanner does: real key strokes, a few milliseconds apart. */
export async function typeAsScanner(text: string, options: { enter: boolean }): Promise<void> {
  await xdotool('type', '--delay', '5', text)
  if (options.enter) await xdotool('key', 'Return')
}

/** Presses one key, such as `Tab` or `ctrl+f`. */
export async function pressKey(key: string): Promise<void> {
  await xdotool('key', key)
}

/** Where the keys of the four rows lie, as X counts them on a PC keyboard. */
const keycodes: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal', 10],
    ['KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight', 24],
    ['KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote', 38],
    ['KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash', 52],
  ].flatMap(([codes, first]) =>
    String(codes)
      .split(' ')
      .map((code, index) => [code, Number(first) + index]),
  ),
)

/** Presses the keys that a scanner presses which is set to a keyboard, whatever the computer makes of them. */
export async function typeByKeys(text: string, scanner: Layout, options: { enter: boolean }): Promise<void> {
  const strokes = Array.from(text, (char) => {
    for (const [code, keycode] of Object.entries(keycodes)) {
      if (writes(scanner, code, false) === char) return String(keycode)
      if (writes(scanner, code, true) === char) return `shift+${keycode}`
    }
    throw new Error(`A ${scanner} keyboard has no key for ${char}.`)
  })
  await xdotool('key', '--delay', '5', ...strokes, ...(options.enter ? ['Return'] : []))
}

/** Sets the keyboard of the display, as the computer's owner would. */
export async function setKeyboard(layout: Layout): Promise<void> {
  await run('setxkbmap', [layout])
}
