import { runScript } from '../scripts/failure.ts'
import { say } from '../scripts/progress.ts'
import { number, readOptions, words } from './options.ts'
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

const help = `All desks drop, events pass, all come back at once: the time until the last of them has all.

  npm run bench:resume -- [options]

  --subscribers N  how many desks (1000)
  --events N       how many events they miss (500)
  --server LIST    ours, raw, better-sse (all)
  --rounds N       of which the median counts (3)
  --json FILE      {machine, versions, rows}

raw sends what was missed as one buffer that was joined beforehand; better-sse sends it as one batch for each session.
`

interface Row {
  server: ContestantName
  subscribers: number
  events: number
  /** From the first connection that is asked for to the last event that comes. */
  ms: number
  lost: number
  doubled: number
}

async function main(): Promise<void> {
  const options = readOptions(help, {
    subscribers: { type: 'string', default: '1000' },
    events: { type: 'string', default: '500' },
    server: { type: 'string' },
    rounds: { type: 'string', default: '3' },
  })
  const subscribers = number('subscribers', options.subscribers)
  const events = number('events', options.events)
  const rounds = number('rounds', options.rounds)
  const servers = words('server', options.server, contestants)
  checkOpenFiles(subscribers)
  printMachine()
  const rows: Row[] = []
  for (const server of servers) {
    say(`${server}, ${subscribers} desks, ${events} events …`)
    const measured = await withPair(server, subscribers, async (pair) => {
      const each: Omit<Row, 'server' | 'subscribers' | 'events'>[] = []
      for (let round = 0; round < rounds; round++) each.push(await dropAndResume(pair, subscribers, events))
      return each
    })
    const [middle] = measured
      .map(({ ms }) => ms)
      .sort((a, b) => a - b)
      .slice(Math.floor(rounds / 2))
    const sum = (of: 'lost' | 'doubled'): number => measured.reduce((total, row) => total + row[of], 0)
    const ms = rounded(middle ?? Number.NaN, 0)
    rows.push({ server, subscribers, events, ms, lost: sum('lost'), doubled: sum('doubled') })
  }
  printTable(
    ['server', 'desks', 'events', 'ms', 'lost', 'doubled'],
    rows.map((row) => [row.server, row.subscribers, row.events, row.ms, row.lost, row.doubled]),
  )
  await writeReport(options.json, rows)
}

async function dropAndResume(pair: Pair, subscribers: number, events: number) {
  const { server, client } = pair
  await openStreams(pair, subscribers, { atOnce: 50 })
  await client.ask({ do: 'close' })
  const { last } = answerOf(await server.ask({ do: 'usage', collect: true }), 'usage')
  const made = answerOf(await server.ask({ do: 'burst', count: events }), 'published')
  const begunAt = await openStreams(pair, subscribers, { after: last, atOnce: subscribers })
  const answer = await client.ask({ do: 'received', last: made.last, first: made.first, at: made.at })
  const { lost, doubled, lastAt } = answerOf(answer, 'received')
  await client.ask({ do: 'close' })
  return { ms: lastAt - begunAt, lost, doubled }
}

await runScript(main)
