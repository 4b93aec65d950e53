import { setTimeout as sleep } from 'node:timers/promises'
import { runScript } from '../scripts/failure.ts'
import { say } from '../scripts/progress.ts'
import { number, numbers, readOptions, words } from './options.ts'
import { printMachine, writeReport } from './report.ts'
import {
  answerOf,
  contestants,
  openStreams,
  withPair,
  type ContestantName,
  type Pair,
} from './streams/contestants.ts'
import { checkOpenFiles } from './streams/process.ts'
import { printTable, rounded } from './table.ts'

const help = `One event to many desks: our server, the bare node:http floor, and better-sse, with the same client.

  npm run bench:fanout -- [options]

  --subscribers LIST  how many streams (100,1000,5000)
  --mode LIST         rate (20 events a second), burst (all at once) (rate,burst)
  --server LIST       ours, raw, better-sse (all)
  --seconds N         how long events come at the rate (10)
  --json FILE         {machine, versions, rows}

ours is the whole server on a database file: a token for each desk, limits, isolation, each event written to the log.
Its CPU time at the rate holds the writing; in a burst it is counted from the moment the events are published, because
the transaction that writes them is what bench:scan measures. perCpuSecond: deliveries for each second of the server's
CPU time. p50, p99: milliseconds from publishing to the client. kibPerConnection: memory of an idle stream.
`

const perSecond = 20
const modes = ['rate', 'burst'] as const

interface Row {
  server: ContestantName
  subscribers: number
  mode: (typeof modes)[number]
  perCpuSecond: number
  p50: number
  p99: number
  kibPerConnection: number
  lost: number
  doubled: number
}

async function main(): Promise<void> {
  const options = readOptions(help, {
    subscribers: { type: 'string', default: '100,1000,5000' },
    mode: { type: 'string' },
    server: { type: 'string' },
    seconds: { type: 'string', default: '10' },
  })
  const sizes = numbers('subscribers', options.subscribers)
  const seconds = number('seconds', options.seconds)
  const wanted = words('mode', options.mode, modes)
  const servers = words('server', options.server, contestants)
  checkOpenFiles(Math.max(...sizes))
  printMachine()
  const rows: Row[] = []
  for (const subscribers of sizes) {
    for (const server of servers) {
      say(`${server}, ${subscribers} subscribers …`)
      rows.push(
        ...(await withPair(server, subscribers, (pair) =>
          measure(pair, server, subscribers, wanted, seconds),
        )),
      )
    }
  }
  rows.sort((a, b) => a.subscribers - b.subscribers || a.mode.localeCompare(b.mode))
  printTable(
    ['subscribers', 'mode', 'server', 'per CPU s', 'p50 ms', 'p99 ms', 'KiB/conn', 'lost', 'doubled'],
    rows.map((row) => [
      row.subscribers,
      row.mode,
      row.server,
      row.perCpuSecond,
      row.p50,
      row.p99,
      row.kibPerConnection,
      row.lost,
      row.doubled,
    ]),
  )
  await writeReport(options.json, rows)
}

async function measure(
  pair: Pair,
  server: ContestantName,
  subscribers: number,
  wanted: readonly Row['mode'][],
  seconds: number,
): Promise<Row[]> {
  const { client } = pair
  // What is compiled and cached by the first streams is not the memory of those that follow.
  await openStreams(pair, Math.min(100, subscribers), { atOnce: 50 })
  await publish(pair, { do: 'rate', count: 20, perSecond: 200 })
  await client.ask({ do: 'close' })
  await sleep(300)
  const before = await usage(pair, true)
  await openStreams(pair, subscribers, { atOnce: 50 })
  await sleep(500)
  const after = await usage(pair, true)
  const kibPerConnection = rounded((after.rssKib - before.rssKib) / subscribers)

  const rows: Row[] = []
  for (const mode of wanted) {
    // As many deliveries whatever the size, so that small ones are not over in a moment.
    const burst = Math.max(20, Math.min(1000, Math.round(500_000 / subscribers)))
    const rounds = mode === 'burst' ? 3 : 1
    let deliveries = 0
    let cpuMs = 0
    const figures = { p50: 0, p99: 0, lost: 0, doubled: 0 }
    for (let round = 0; round < rounds; round++) {
      const asked =
        mode === 'burst'
          ? ({ do: 'burst', count: burst } as const)
          : ({ do: 'rate', count: seconds * perSecond, perSecond } as const)
      const result = await publish(pair, asked)
      deliveries += asked.count * subscribers - result.lost
      cpuMs += result.cpuMs
      figures.p50 += result.p50 / rounds
      figures.p99 = Math.max(figures.p99, result.p99)
      figures.lost += result.lost
      figures.doubled += result.doubled
    }
    rows.push({
      server,
      subscribers,
      mode,
      perCpuSecond: Math.round((deliveries / cpuMs) * 1000),
      p50: rounded(figures.p50),
      p99: rounded(figures.p99),
      kibPerConnection,
      lost: figures.lost,
      doubled: figures.doubled,
    })
  }
  return rows
}

type PublishAsk = { do: 'burst'; count: number } | { do: 'rate'; count: number; perSecond: number }

/** Makes events and waits until the desks have them. */
async function publish(pair: Pair, ask: PublishAsk) {
  const { server, client } = pair
  const { last } = await usage(pair, false)
  await client.ask({ do: 'expect', after: last })
  const made = answerOf(await server.ask(ask), 'published')
  const answer = await client.ask({ do: 'received', last: made.last, first: made.first, at: made.at })
  const { cpuMs } = await usage(pair, false)
  return { ...answerOf(answer, 'received'), cpuMs: cpuMs - made.cpuMsBefore }
}

async function usage({ server }: Pair, collect: boolean) {
  return answerOf(await server.ask({ do: 'usage', collect }), 'usage')
}

await runScript(main)
