import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright/test'
import { root } from '../../scripts/paths.ts'
import { deskWhere } from '../../tests/e2e/support/desk.ts'
import { launchWatched } from '../../tests/e2e/support/devtools.ts'

/** Milliseconds from starting the process until a frame with what was waited for was painted. */
export interface StartTimes {
  desk: number[]
  empty: number[]
}

/**
 * Starts the desk in `userData`, whose server is not there, and an empty window of the same Electron, in turns.
 * The desk has started when the first card of its list is painted, the empty window when its text is.
 */
export async function measureStarts(userData: string, server: string, runs: number): Promise<StartTimes> {
  const times: StartTimes = { desk: [], empty: [] }
  for (let run = -1; run < runs; run++) {
    const desk = await startOnce([root, '--server', server, '--user-data', userData], firstCard)
    const empty = await startOnce([path.join(import.meta.dirname, 'empty-window')], firstPaint)
    // The first of each reads from the disk what the others find in memory.
    if (run < 0) continue
    times.desk.push(desk)
    times.empty.push(empty)
  }
  return times
}

/** Longer than a start takes; the browser remembers when it painted what. */
const unwatchedMs = 4_000

async function startOnce(args: string[], painted: (page: Page) => Promise<number>): Promise<number> {
  const { executablePath, args: own, env } = await deskWhere()
  const switches = own.filter((argument) => argument.startsWith('--'))
  const data = path.join(args.at(-1) ?? '', '.data')
  const begun = Date.now()
  const environment = { ...process.env, ...env, EMPTY_WINDOW_DATA: data }
  const window = await launchWatched(
    executablePath,
    [...args, ...switches],
    { env: environment },
    unwatchedMs,
  )
  try {
    return (await painted(window.page)) - begun
  } finally {
    await window.close()
    await rm(data, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The epoch's millisecond at which the name of the first card was painted. */
function firstCard(page: Page): Promise<number> {
  return firstOf(page, 'element', 'text-paint')
}

function firstPaint(page: Page): Promise<number> {
  return firstOf(page, 'paint', 'first-contentful-paint')
}

/** When the browser first noted something of this type and name, also where it was before it was asked. */
function firstOf(page: Page, type: string, name: string): Promise<number> {
  return page.evaluate(
    ([type, name]) =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`Within 20 s there was no ${name}.`)), 20_000)
        new PerformanceObserver((list) => {
          const times = list.getEntriesByName(name).map(({ startTime }) => startTime)
          if (times.length > 0) resolve(performance.timeOrigin + Math.min(...times))
        }).observe({ type, buffered: true })
      }),
    [type, name] as const,
  )
}
