import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openDisplay } from '../../scripts/desk/display.ts'
import { prepareDesk } from '../../scripts/desk/prepare.ts'
import { Failure, runScript } from '../../scripts/failure.ts'
import { root } from '../../scripts/paths.ts'
import { mountSmallDisk } from '../../server/testing/small-disk.ts'
import { CoreDesk } from './core-desk.ts'
import type { ChaosDesk } from './desk.ts'
import { spend, type Evening } from './evening.ts'
import { Mischief, type Station } from './faults.ts'
import { Watch } from './freshness.ts'
import { differences, judge, type Judged } from './judge.ts'
import { Memory } from './memory.ts'
import { Network } from './network.ts'
import { help, readOptions, type ChaosOptions } from './options.ts'
import { faultKinds, planFaults } from './plan.ts'
import { Venue } from './venue.ts'
import { WindowDesk } from './window-desk.ts'

const windows = 2
/** Of a desk's own disk: enough for a night, and soon filled. */
const diskMebibytes = 64
/** After everything has healed, all must agree within this. */
const agreeWithinMs = 120_000
/** What takes so much longer than the evening itself hangs. */
const hangsAfterMs = 600_000

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help') {
    console.log(help)
    return
  }
  await prepareDesk({ for: 'test' })
  const display = await openDisplay()
  Object.assign(process.env, display.env)
  const folder = mkdtempSync(path.join(tmpdir(), 'front-desk-chaos-'))
  const logs = path.join(root, 'test-results/chaos')
  rmSync(logs, { recursive: true, force: true })
  mkdirSync(logs, { recursive: true })
  const ends: (() => Promise<void>)[] = [() => display.close()]
  try {
    await run(options, { folder, logs, atTheEnd: (end) => void ends.push(end) })
  } finally {
    for (const end of ends.reverse()) await end().catch((error: unknown) => console.error(error))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Place {
  folder: string
  logs: string
  atTheEnd: (end: () => Promise<void>) => void
}

async function run(options: ChaosOptions, place: Place): Promise<void> {
  const { minutes, desks, seed, database } = options
  const command = `npm run chaos -- --minutes ${minutes} --desks ${desks} --seed ${seed} --database ${database}`
  console.log(`${command}\n`)
  setTimeout(
    () => {
      console.log(`\nFAILED: something never answered. To see it again: ${command}`)
      process.exit(1)
    },
    minutes * 60_000 + hangsAfterMs,
  ).unref()
  const venue = new Venue({ database, folder: place.folder, logs: place.logs })
  place.atTheEnd(() => venue.close())
  await venue.open()
  const watch = new Watch()
  const stations = await open(options, place, venue, watch)
  await Promise.all(stations.map(({ desk }) => desk.start()))

  const startedAt = Date.now()
  const stamp = (line: string): void =>
    console.log(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(7)} s  ${line}`)
  const memory = new Memory(stations, minutes)
  const plan = planFaults({ seed, minutes, desks, windows, servers: venue.servers })
  const mischief = new Mischief({ venue, stations }, stamp)
  const over = AbortSignal.timeout(minutes * 60_000)
  const all = stations.map(({ desk }) => desk)
  const [evening] = await Promise.all([
    spend({ venue, desks: all, seed }, over),
    mischief.carryOut(plan, startedAt),
    memory.begin(),
  ])
  stamp('the evening is over, and everything heals')
  const settled = await settle(venue, all)
  watch.end()
  const judged = judge({ ...settled, told: evening.told })
  const memoryGrowthMiB = await memory.growthMiB()
  for (const { desk } of stations) await desk.stop()
  await venue.stop()
  const verified = await venue.verify()
  if (verified !== '') judged.findings.push(verified)
  report(options, { command, evening, judged, watch, mischief, memoryGrowthMiB })
}

async function open(
  { desks }: ChaosOptions,
  { folder, logs, atTheEnd }: Place,
  venue: Venue,
  watch: Watch,
): Promise<Station[]> {
  const stations: Station[] = []
  for (let index = 0; index < desks + windows; index++) {
    const name = index < desks ? `Puesto ${index}` : `Ventana ${index - desks}`
    const network = new Network(venue.next)
    const server = await network.start()
    atTheEnd(() => network.stop())
    const token = await venue.pair(name)
    const logFile = path.join(logs, `desk-${index}.log`)
    const has = { server, token, logFile }
    if (index >= desks) {
      stations.push({
        network,
        desk: new WindowDesk(name, { ...has, folder: path.join(folder, name) }, watch),
      })
    } else {
      const disk = await mountSmallDisk(diskMebibytes)
      if (!disk) throw new Failure('A full disk needs one to fill: run this as root on Linux.')
      atTheEnd(() => disk.remove())
      stations.push({ network, disk, desk: new CoreDesk(name, { ...has, folder: disk.folder }, watch) })
    }
    const { desk } = stations[index] ?? {}
    if (desk) atTheEnd(() => desk.kill())
  }
  return stations
}

/** Waits until every desk shows what the server has. Where one never does, what it shows is judged all the same. */
async function settle(venue: Venue, desks: readonly ChaosDesk[]) {
  const until = Date.now() + agreeWithinMs
  for (;;) {
    const states = new Map<string, Awaited<ReturnType<ChaosDesk['state']>>>()
    for (const desk of desks) states.set(desk.name, await desk.state())
    const day = states.values().next().value?.day
    if (day !== null && day !== undefined) {
      const list = await venue.list(day)
      const differ = [...states].flatMap(([name, state]) => differences(name, state, list))
      if (differ.length === 0 || Date.now() > until) return { desks: states, list, log: await venue.log() }
    }
    for (const desk of desks) await desk.retry()
    await pause(2_000)
  }
}

interface Outcome {
  command: string
  evening: Evening
  judged: Judged
  watch: Watch
  mischief: Mischief
  memoryGrowthMiB: number
}

function report({ seed, json }: ChaosOptions, outcome: Outcome): void {
  const { command, evening, judged, watch, mischief, memoryGrowthMiB } = outcome
  const faults = Object.fromEntries(faultKinds.map((kind) => [kind, mischief.counts.get(kind) ?? 0]))
  const { lost, doubled, findings } = judged
  const figures = {
    seed,
    faults,
    scans: evening.scans,
    lost,
    doubled,
    conflictsShown: watch.conflictsShown,
    longestStaleMs: watch.longestStaleMs,
    memoryGrowthMiB,
  }
  console.log(`\n${JSON.stringify(figures, null, 2)}`)
  console.log(
    `${evening.parties} parties, ${evening.told.length} things told done, ${judged.conflicts} of them conflicts, ${evening.refused} refused by the desk itself, ${evening.cutShort} cut short`,
  )
  for (const finding of findings.slice(0, 50)) console.log(finding)
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`)
  const missing = faultKinds.filter((kind) => faults[kind] === 0)
  if (missing.length > 0) console.log(`These have not happened: ${missing.join(', ')}`)
  if (lost > 0 || doubled > 0 || findings.length > 0 || missing.length > 0) {
    process.exitCode = 1
    console.log(`\nFAILED. To see it again: ${command}`)
  }
}

await runScript(main)
