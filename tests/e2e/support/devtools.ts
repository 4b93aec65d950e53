import { spawn, type SpawnOptionsWithoutStdio } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Page } from 'playwright/test'
import { firstMatch } from '../../../scripts/desk/first-match.ts'
import { stopProcess } from '../../../scripts/desk/stop-process.ts'

export interface WatchedDesk {
  pid: number
  page: Page
  close: () => Promise<void>
}

/**
 * Starts a desk that Playwright cannot launch itself (another user's, or one whose fuses forbid the inspector)
 * and looks into its window through Chromium's DevTools.
 * @param unwatchedMs How long it is left alone first: being looked at makes a start slower.
 */
export async function launchWatched(
  command: string,
  args: readonly string[],
  options: SpawnOptionsWithoutStdio,
  unwatchedMs = 0,
): Promise<WatchedDesk> {
  const child = spawn(command, [...args, '--remote-debugging-port=0'], options)
  try {
    const devtools = await firstMatch(child, child.stderr, /DevTools listening on (ws:\S+)/, command)
    await pause(unwatchedMs)
    const browser = await chromium.connectOverCDP(devtools)
    const [context] = browser.contexts()
    if (context === undefined || child.pid === undefined) throw new Error(`${command} has no window.`)
    const page = context.pages()[0] ?? (await context.waitForEvent('page'))
    // Not `browser.close()`: it closes the window, which a desk survives, and waits for that.
    return { pid: child.pid, page, close: () => stopProcess(child) }
  } catch (error) {
    await stopProcess(child)
    throw error
  }
}
