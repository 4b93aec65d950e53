import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { v7 as uuid } from 'uuid'
import { runScript } from '../scripts/failure.ts'
import { say } from '../scripts/progress.ts'
import { startPostgres, type TestPostgres } from '../server/testing/postgres.ts'
import { number, numbers, readOptions, words } from './options.ts'
import { printMachine, writeReport } from './report.ts'
import type { ScanServerReady } from './scan/messages.ts'
import { percentile } from './statistics.ts'
import type { ClientAnswer, ClientAsk } from './streams/messages.ts'
import { checkOpenFiles, startAsked } from './streams/process.ts'
import { printTable, rounded } from './table.ts'

const help = `Scans through the whole path: validated, one transaction, its event, and that to the 50 desks of the venue.

  npm run bench:scan -- [options]

  --database LIST    sqlite, postgres (both)
  --businesses LIST  how many venues, each with 50 desks listening (1,10,100)
  --reservations N   how many in the database (10000)
  --large            1000000 reservations too, with one venue
  --at-once N        how many scans are under way (16)
  --seconds N        how long (5)
  --json FILE        {machine, versions, rows}

The floor is the bare transaction, one after another: two rows changed and two written through the same library.
`

const databases = ['sqlite', 'postgres'] as const
const desksEach = 50

interface Row {
  database: (typeof databases)[number]
  businesses: number
  reservations: number
  perSecond: number
  p50: number
  p99: number
  floorPerSecond: number
}

/** What grows with the database, or should not: milliseconds. */
interface Growth {
  start: number
  list: number
}

async function main(): Promise<void> {
  const options = readOptions(help, {
    database: { type: 'string' },
    businesses: { type: 'string', default: '1,10,100' },
    reservations: { type: 'string', default: '10000' },
    large: { type: 'boolean', default: false },
    'at-once': { type: 'string', default: '16' },
    seconds: { type: 'string', default: '5' },
  })
  const wanted = words('database', options.database, databases)
  const reservations = number('reservations', options.reservations)
  const atOnce = number('at-once', options['at-once'])
  const seconds = number('seconds', options.seconds)
  const sizes = numbers('businesses', options.businesses).map((businesses) => ({ businesses, reservations }))
  if (options.large) sizes.push({ businesses: 1, reservations: 1_000_000 })
  checkOpenFiles(Math.max(...sizes.map(({ businesses }) => businesses)) * desksEach)
  printMachine()

  const rows: (Row & Growth)[] = []
  for (const database of wanted) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-bench-'))
    const postgres = database === 'postgres' ? await startPostgres() : undefined
    try {
      for (const size of sizes) {
        say(`${database}, ${size.businesses} venues, ${size.reservations} reservations …`)
        const location = await newDatabase(postgres, folder, rows.length)
        rows.push({ database, ...size, ...(await measure(location, size, atOnce, seconds)) })
      }
    } finally {
      await postgres?.remove()
      await rm(folder, { recursive: true, force: true })
    }
  }
  printTable(
    ['database', 'venues', 'reservations', 'scans/s', 'p50 ms', 'p99 ms', 'floor/s', 'start ms', 'list ms'],
    rows.map((row) => [
      row.database,
      row.businesses,
      row.reservations,
      row.perSecond,
      row.p50,
      row.p99,
      row.floorPerSecond,
      row.start,
      row.list,
    ]),
  )
  await writeReport(
    options.json,
    // The columns for growth are not of the rows that others read.
    rows.map(({ database, businesses, reservations: count, perSecond, p50, p99, floorPerSecond }) => {
      return { database, businesses, reservations: count, perSecond, p50, p99, floorPerSecond }
    }),
  )
}

async function newDatabase(
  postgres: TestPostgres | undefined,
  folder: string,
  index: number,
): Promise<string> {
  return postgres ? postgres.createDatabase() : path.join(folder, `${index}.db`)
}

async function measure(
  location: string,
  size: { businesses: number; reservations: number },
  atOnce: number,
  seconds: number,
): Promise<Omit<Row, 'database' | 'businesses' | 'reservations'> & Growth> {
  const args = [location, String(size.businesses), String(size.reservations), String(desksEach)]
  const server = startAsked<object, ScanServerReady>('../scan/server.ts', 0, args)
  const client = startAsked<ClientAsk, ClientAnswer>('client.ts', 1)
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  try {
    const ready = await server.next()
    const { port } = ready
    const tokens = ready.tokens.flat()
    for (let venue = 1; venue <= size.businesses; venue++) {
      const where = `/api/reservas/events?businessId=${venue}`
      await client.ask({ do: 'open', port, path: where, streams: desksEach, tokens, after: null, atOnce: 25 })
    }

    const times: number[] = []
    let next = 0
    const scanUntil = async (end: number): Promise<void> => {
      while (performance.now() < end) {
        const turn = next++
        const venue = turn % size.businesses
        const own = ready.codes[venue] ?? []
        const code = own[Math.floor(turn / size.businesses) % own.length] ?? ''
        const token = ready.tokens[venue]?.[0] ?? ''
        const from = performance.now()
        await scan(agent, port, token, venue + 1, code)
        times.push(performance.now() - from)
      }
    }
    const forMs = async (ms: number): Promise<number> => {
      const from = performance.now()
      await Promise.all(Array.from({ length: atOnce }, () => scanUntil(from + ms)))
      return performance.now() - from
    }
    // What is compiled and cached by the first scans is not counted.
    await forMs(1000)
    times.length = 0
    const took = await forMs(seconds * 1000)
    const lists: number[] = []
    for (let n = 0; n < 20; n++) {
      const from = performance.now()
      await ask(agent, port, ready.tokens[0]?.[0] ?? '', 'GET', '/api/reservas?businessId=1')
      lists.push(performance.now() - from)
    }
    return {
      perSecond: Math.round((times.length / took) * 1000),
      p50: rounded(percentile(times, 0.5)),
      p99: rounded(percentile(times, 0.99)),
      floorPerSecond: Math.round(ready.floorPerSecond),
      start: rounded(ready.startMs),
      list: rounded(percentile(lists, 0.5)),
    }
  } finally {
    agent.destroy()
    await client.stop()
    await server.stop()
  }
}

async function scan(
  agent: Agent,
  port: number,
  token: string,
  businessId: number,
  code: string,
): Promise<void> {
  const scannedAt = new Date().toISOString()
  const body = { businessId, code, people: 1, scanId: uuid(), scannedAt, deviceId: 'bench' }
  const answer = await ask(agent, port, token, 'POST', '/api/reservas/qr-scan', JSON.stringify(body))
  if (!answer.includes('"outcome"')) throw new Error(`not the answer to a scan: ${answer}`)
}

function ask(
  agent: Agent,
  port: number,
  token: string,
  method: string,
  where: string,
  body?: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
    const sent = request({ agent, port, host: '127.0.0.1', method, path: where, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve(text))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

await runScript(main)
