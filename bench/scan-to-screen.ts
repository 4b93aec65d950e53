import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openDisplay } from '../scripts/desk/display.ts'
import { prepareDesk } from '../scripts/desk/prepare.ts'
import { Failure, runScript } from '../scripts/failure.ts'
import { root } from '../scripts/paths.ts'
import { say } from '../scripts/progress.ts'
import type { TestDesk } from '../tests/e2e/support/desk.ts'
import { Scene } from '../tests/e2e/support/scene.ts'
import { describeMachine } from './machine.ts'
import { openBareStream } from './scan-to-screen/bare-stream.ts'
import { hopsOf, type Hop, type Marks } from './scan-to-screen/hops.ts'
import { measurePost, measureScan, type Guest, type Stage } from './scan-to-screen/measure.ts'
import { watchMain } from './scan-to-screen/watch-main.ts'
import { watchWindow } from './scan-to-screen/watch-window.ts'
import { percentile } from './statistics.ts'

const help = `From a request or a scan to the other desk's screen: a real server, two real desks.

  npm run bench:scan-to-screen -- [--runs N] [--json FILE]

  --runs N     how many of each are measured (100)
  --json FILE  the figures and every sample, as JSON
`

/** The first runs warm up what is compiled and cached, and are not counted. */
const warmUps = 5

interface Figures {
  p50: number
  p99: number
  max: number
  hops: Hop[]
  samples: Marks[]
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '100' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    console.log(help)
    return
  }
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1 || runs > 1000)
    throw new Failure('--runs takes a whole number from 1 to 1000.')

  const electron = await prepareDesk({ for: 'test' })
  const display = await openDisplay()
  Object.assign(process.env, display.env)
  const folder = path.join(root, '.cache/bench')
  await mkdir(folder, { recursive: true })
  const scene = new Scene(folder)
  try {
    const measured = await measure(await setStage(scene), runs)
    const machine = { ...describeMachine(), electron: electron.version }
    print(measured, machine, runs)
    if (values.json !== undefined)
      await writeFile(values.json, `${JSON.stringify({ machine, runs, ...measured }, null, 2)}\n`)
  } catch (error) {
    await scene.keepEvidence()
    throw error
  } finally {
    await scene.end()
    await display.close()
  }
}

async function setStage(scene: Scene): Promise<Stage> {
  const { server, api } = await scene.server()
  const { url, businessId, tokens } = server.ready
  const deskA = await scene.desk('a', { server: url, token: tokens.desk })
  const deskB = await scene.desk('b', { server: url, token: tokens.desk2 })
  for (const desk of [deskA, deskB]) await watch(desk)
  const address = `${url}/api/reservas/events?businessId=${businessId}`
  const stream = await openBareStream(address, tokens.manager)
  scene.afterwards(() => stream.close())
  return { api, stream, deskA, deskB }
}

async function watch(desk: TestDesk): Promise<void> {
  await desk.isLive()
  await watchMain(desk.app)
  await watchWindow(desk.page)
  await desk.isLive()
}

async function measure(
  stage: Stage,
  runs: number,
): Promise<{ post: Figures; scan: Figures; verdict: number[] }> {
  const posts: Marks[] = []
  const guests: Guest[] = []
  say(`Measuring ${runs} requests …`)
  for (let run = 0; run < warmUps + runs; run++) {
    const { guest, marks } = await measurePost(stage, `Medida ${String(run).padStart(4, '0')}`)
    guests.push(guest)
    posts.push(marks)
  }
  const scans: Marks[] = []
  const verdicts: number[] = []
  say(`Measuring ${runs} scans …`)
  for (const guest of guests) {
    const { marks, verdict } = await measureScan(stage, guest)
    scans.push(marks)
    verdicts.push(verdict)
  }
  return {
    post: figuresOf(posts.slice(warmUps)),
    scan: figuresOf(scans.slice(warmUps)),
    verdict: verdicts.slice(warmUps),
  }
}

function figuresOf(samples: Marks[]): Figures {
  const whole = samples.map(({ start, shown }) => shown - start)
  const figures = { p50: percentile(whole, 0.5), p99: percentile(whole, 0.99), max: percentile(whole, 1) }
  return { ...figures, hops: hopsOf(samples), samples }
}

function print(
  { post, scan, verdict }: { post: Figures; scan: Figures; verdict: number[] },
  machine: ReturnType<typeof describeMachine> & { electron: string },
  runs: number,
): void {
  const { processor, cores, memoryGiB, system, node, electron, commit, at } = machine
  console.log(`${cores} × ${processor}, ${memoryGiB} GiB, ${system}; Node ${node}, Electron ${electron}`)
  console.log(`${runs} runs each, one after another; commit ${commit}, ${at}. Milliseconds.\n`)
  printFigures("POST of a reservation, until desk B's card is shown", post)
  printFigures("Last key of a ticket at desk A's window, until desk B's card is shown", scan)
  const own = `p50 ${ms(percentile(verdict, 0.5))}   p99 ${ms(percentile(verdict, 0.99))}`
  console.log(`Last key of a ticket at desk A's window, until desk A shows its verdict:   ${own}`)
}

function printFigures(title: string, { p50, p99, max, hops }: Figures): void {
  console.log(`${title}:   p50 ${ms(p50)}   p99 ${ms(p99)}   max ${ms(max)}`)
  for (const hop of hops) {
    const share = `${Math.round(hop.share * 100)} %`
    console.log(
      `  ${hop.name.padEnd(46)}${ms(hop.p50).padStart(8)}${ms(hop.p99).padStart(8)}${share.padStart(8)}`,
    )
  }
  console.log('')
}

const ms = (value: number): string => value.toFixed(1)

await runScript(main)
