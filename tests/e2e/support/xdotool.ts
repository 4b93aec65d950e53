import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'playwright/test'
import type { TestDesk } from './desk.ts'

const run = promisify(execFile)

async function xdotool(...args: string[]): Promise<string> {
  return (await run('xdotool', args)).stdout.trim()
}

/** Gives a desk's window the keyboard, and waits until its page knows. */
export async function focusWindow(desk: TestDesk): Promise<void> {
  const windows = await xdotool('search', '--onlyvisible', '--pid', String(desk.pid), '--name', '')
  const id = windows.split('\n').at(-1)
  if (id === undefined || id === '') throw new Error('The desk has no window on this display.')
  await xdotool('windowraise', id)
  await expect
    .poll(async () => {
      await xdotool('windowfocus', id)
      return desk.page.evaluate(() => document.hasFocus())
    })
    .toBe(true)
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
