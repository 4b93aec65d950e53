import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { expect } from 'playwright/test'
import { openDisplay } from '../scripts/desk/display.ts'
import { prepareDesk } from '../scripts/desk/prepare.ts'
import { Failure, runScript } from '../scripts/failure.ts'
import { root } from '../scripts/paths.ts'
import { say } from '../scripts/progress.ts'
import { TestApi } from '../tests/e2e/support/api.ts'
import { deskWhere } from '../tests/e2e/support/desk.ts'
import { launchWatched } from '../tests/e2e/support/devtools.ts'
import { filledAfter, heapOf, simulateEvening } from '../tests/e2e/support/evening.ts'
import { Scene } from '../tests/e2e/support/scene.ts'
import { measureBurst } from './desk/burst.ts'
import { memoryOfTree } from './desk/memory.ts'
import { measureSearch } from './desk/search.ts'
import { measureStarts } from './desk/start.ts'
import { startVenue } from './desk/venue-process.ts'
import { describeMachine } from './machine.ts'
import { percentile } from './statistics.ts'
import { printTable, rounded } from './table.ts'

const help = `What a desk costs: real windows beside an empty window of the same Electron.

  npm run bench:desk -- [options]

  --runs N      starts of each (7)
  --parties N   parties of a simulated evening, five events each (120)
  --evenings N  evenings over which the heap must not grow, after ${filledAfter} that fill what has a bound (3)
  --json FILE   {machine, versions, startRatio, searchP95Ms, worstFrameMs, memoryRatio, heapGrowthKiB, …}
`

const rowsAtStart = 5_000
const rowsToSearch = 50_000
const burstEvents = 1_000

interface Figures {
  /** From the process's start to the first card, offline, beside an empty window's first paint. */
  startRatio: number
  startMs: number
  emptyStartMs: number
  searchP50Ms: number
  searchP95Ms: number
  worstFrameMs: number
  /** `null` where the system does not tell what a process holds. */
  memoryRatio: number | null
  memoryMiB: number | null
  emptyMemoryMiB: number | null
  /** A simulated evening's, of the window and main together. */
  heapGrowthKiB: number
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '7' },
      parties: { type: 'string', default: '120' },
      evenings: { type: 'string', default: '3' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    console.log(help)
    return
  }
  const [runs, parties, evenings] = [
    count('runs', values.runs),
    count('parties', values.parties),
    count('evenings', values.evenings),
  ]
  const electron = await prepareDesk({ for: 'test' })
  const display = await openDisplay()
  Object.assign(process.env, display.env)
  const folder = path.join(root, '.cache/bench')
  await mkdir(folder, { recursive: true })
  const scene = new Scene(folder)
  try {
    const figures = {
      ...(await measureSmall(scene, runs, parties, evenings)),
      ...(await measureLarge(scene)),
    }
    const machine = describeMachine()
    print(figures, machine, electron.version)
    if (values.json !== undefined) {
      const versions = { electron: electron.version, node: process.version }
      await writeFile(values.json, `${JSON.stringify({ machine, versions, ...figures }, null, 2)}\n`)
    }
  } catch (error) {
    await scene.keepEvidence()
    throw error
  } finally {
    await scene.end()
    await display.close()
  }
}

function count(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 1000)
    throw new Failure(`--${name} takes a whole number from 1 to 1000.`)
  return number
}

/** With the reservations of a large venue: bursts, evenings, memory, and starting without the server. */
async function measureSmall(
  scene: Scene,
  runs: number,
  parties: number,
  evenings: number,
): Promise<Omit<Figures, 'searchP50Ms' | 'searchP95Ms'>> {
  say(`A venue with ${rowsAtStart} reservations …`)
  const venue = await startVenue(rowsAtStart)
  scene.afterwards(venue.stop)
  const api = new TestApi(venue)
  const desk = await scene.desk('small', {
    server: venue.url,
    token: venue.tokens.desk,
    args: ['--js-flags=--expose-gc'],
  })
  await desk.isLive()
  await expect(desk.page.getByTestId('reservation-card').first()).toBeVisible({ timeout: 20_000 })
  say(`A burst of ${burstEvents} events …`)
  const worstFrameMs = await measureBurst(api, desk, burstEvents)
  say(`${filledAfter + evenings} evenings of ${parties} parties …`)
  await simulateEvening(api, desk, parties)
  const memoryMiB = memoryOfTree(desk.pid)
  for (let evening = 1; evening < filledAfter; evening++) await simulateEvening(api, desk, parties)
  const heapBefore = await heapOf(desk)
  for (let evening = 0; evening < evenings; evening++) await simulateEvening(api, desk, parties)
  const heapGrowthKiB = ((await heapOf(desk)) - heapBefore) / evenings
  await desk.close()
  await venue.stop()
  say(`${runs} starts without the server, and ${runs} empty windows …`)
  const starts = await measureStarts(path.join(scene.folder, 'small'), venue.url, runs)
  const [startMs, emptyStartMs] = [percentile(starts.desk, 0.5), percentile(starts.empty, 0.5)]
  const emptyMemoryMiB = await memoryOfEmptyWindow()
  return {
    startRatio: startMs / emptyStartMs,
    startMs,
    emptyStartMs,
    worstFrameMs,
    memoryRatio: memoryMiB === null || emptyMemoryMiB === null ? null : memoryMiB / emptyMemoryMiB,
    memoryMiB,
    emptyMemoryMiB,
    heapGrowthKiB,
  }
}

async function measureLarge(scene: Scene): Promise<Pick<Figures, 'searchP50Ms' | 'searchP95Ms'>> {
  say(`A search in ${rowsToSearch} reservations …`)
  const venue = await startVenue(rowsToSearch)
  scene.afterwards(venue.stop)
  const desk = await scene.desk('large', { server: venue.url, token: venue.tokens.desk })
  await expect(desk.badge).toHaveAttribute('data-state', 'live', { timeout: 120_000 })
  await expect(desk.page.getByTestId('reservation-card').first()).toBeVisible({ timeout: 60_000 })
  // The first round builds what the others use again, as a host's first search does.
  await measureSearch(desk, 1)
  const times = await measureSearch(desk, 3)
  await desk.close()
  await venue.stop()
  return { searchP50Ms: percentile(times, 0.5), searchP95Ms: percentile(times, 0.95) }
}

async function memoryOfEmptyWindow(): Promise<number | null> {
  const { executablePath, args, env } = await deskWhere()
  const data = path.join(root, '.cache/bench/empty-data')
  const window = await launchWatched(
    executablePath,
    [
      path.join(import.meta.dirname, 'desk/empty-window'),
      ...args.filter((argument) => argument.startsWith('--')),
    ],
    { env: { ...process.env, ...env, EMPTY_WINDOW_DATA: data } },
  )
  try {
    await window.page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
    return memoryOfTree(window.pid)
  } finally {
    await window.close()
    await rm(data, { recursive: true, force: true, maxRetries: 5 })
  }
}

function print(figures: Figures, machine: ReturnType<typeof describeMachine>, electron: string): void {
  const { processor, cores, memoryGiB, system, node, commit, at } = machine
  console.log(`${cores} × ${processor}, ${memoryGiB} GiB, ${system}; Node ${node}, Electron ${electron}`)
  console.log(`commit ${commit}, ${at}\n`)
  const { startRatio, startMs, emptyStartMs, memoryMiB, emptyMemoryMiB, memoryRatio } = figures
  const memory = memoryRatio === null ? 'not told by this system' : `${rounded(memoryRatio, 2)} times`
  printTable(
    ['what', 'figure', 'goal', 'of which'],
    [
      [
        `start offline, ${rowsAtStart} reservations`,
        `${rounded(startRatio, 2)} times an empty window`,
        '1.5',
        `${rounded(startMs, 0)} ms beside ${rounded(emptyStartMs, 0)} ms`,
      ],
      [
        `search in ${rowsToSearch}, p95 a key`,
        `${rounded(figures.searchP95Ms)} ms`,
        '16 ms',
        `p50 ${rounded(figures.searchP50Ms)} ms`,
      ],
      [`worst frame, ${burstEvents} events`, `${rounded(figures.worstFrameMs)} ms`, '50 ms', ''],
      [
        'memory after an evening',
        memory,
        '',
        memoryMiB === null || emptyMemoryMiB === null
          ? ''
          : `${rounded(memoryMiB, 0)} MiB beside ${rounded(emptyMemoryMiB, 0)} MiB`,
      ],
      ['heap, growth an evening', `${rounded(figures.heapGrowthKiB, 0)} KiB`, 'none', ''],
    ],
  )
}

await runScript(main)
