import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'playwright/test'
import type { TestDesk } from './desk.ts'

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
    desk.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.isFocused()),
    )
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
