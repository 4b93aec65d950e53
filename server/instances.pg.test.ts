import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import { connectionsSchema } from '../contract/presence.ts'
import { reservationSchema } from '../contract/reservation.ts'
import { eventsAfter, lastSeq } from './events/log.ts'
import { memoryBus } from './bus/memory.ts'
import { openDatabase } from './storage/database.ts'
import { call, problemIn } from './testing/call.ts'
import { startPostgres, type TestPostgres } from './testing/postgres.ts'
import { startServerProcess } from './testing/server-process.ts'
import { openStream } from './testing/stream.ts'
import { startTestServer } from './testing/test-server.ts'
import { until } from './testing/until.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let postgres: TestPostgres
beforeAll(async () => (postgres = await startPostgres()))
afterAll(() => postgres.remove())

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function start(database: string) {
  const server = await startServerProcess(['--demo', '--port', '0'], { DATABASE_URL: database })
  cleanups.push(async () => {
    server.child.kill('SIGKILL')
    await server.exitCode()
  })
  const { url, tokens } = server.ready
  return {
    ...server,
    url,
    token: tokens.desk,
    desk2: tokens.desk2,
    stream: async (token: string, lastEventId?: number) => {
      const stream = await openStream(`${url}/api/reservas/events?businessId=1`, {
        token,
        ...(lastEventId !== undefined && { lastEventId }),
      })
      cleanups.push(() => stream.close())
      return stream
    },
  }
}

/** Books until it is stopped. Keeps what was answered as done, and every other answer. */
function load(urls: string[], token: string, writers: number) {
  const state = { isOver: false }
  const done = new Set<string>()
  const refused: Awaited<ReturnType<typeof call>>[] = []
  const write = async (url: string): Promise<void> => {
    while (!state.isOver) {
      const id = uuid()
      const body = {
        id,
        businessId: 1,
        customer: { name: 'x' },
        startsAt: new Date().toISOString(),
        partySize: 2,
      }
      const answer = await call(`${url}/api/reservas`, 'POST', { token, body }).catch(() => undefined)
      if (answer?.status === 201) done.add(reservationSchema.parse(answer.body).id)
      else if (answer) refused.push(answer)
    }
  }
  const writing = urls.flatMap((url) => Array.from({ length: writers }, () => write(url)))
  return {
    done,
    refused,
    async stop() {
      state.isOver = true
      await Promise.all(writing)
    },
  }
}

/** The whole log of business 1: without gaps, with all that was answered as done, each once. */
async function expectLogHolds(database: string, done: Set<string>): Promise<number> {
  const db = await openDatabase(database)
  const events = await eventsAfter(db, 1, 0, 100_000)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(await lastSeq(db, 1)).toBe(events.length)
  const created = events
    .filter(({ type }) => type === 'reservation-created')
    .map(({ data }) => reservationSchema.parse((JSON.parse(data) as { reservation: unknown }).reservation).id)
  expect(new Set(created).size).toBe(created.length)
  const known = new Set(created)
  expect([...done].filter((id) => !known.has(id))).toEqual([])
  await db.destroy()
  return events.length
}

it('an instance is killed under load: its desk moves to the other and misses nothing; all that was answered is in the log', async () => {
  const database = await postgres.createDatabase()
  const a = await start(database)
  const b = await start(database)
  const first = await a.stream(a.token)
  const other = await b.stream(b.desk2)
  const { cursor } = (await first.frame('connected')).data as { cursor: number }
  await other.frame('connected')
  const work = load([a.url, b.url], a.token, 4)
  await until(() => work.done.size > 60)
  a.child.kill('SIGKILL')
  await until(() => first.ended())
  const heard = first.events().map(({ seq }) => seq)
  const second = await b.stream(a.token, heard.at(-1) ?? cursor)
  const before = work.done.size
  await until(() => work.done.size > before + 30)
  await work.stop()

  const last = await expectLogHolds(database, work.done)
  await until(() => second.events().at(-1)?.seq === last && other.events().at(-1)?.seq === last)
  const seqs = [...heard, ...second.events().map(({ seq }) => seq)]
  const expected = Array.from({ length: last - cursor }, (_, index) => cursor + 1 + index)
  expect(seqs).toEqual(expected)
  expect(other.events().map(({ seq }) => seq)).toEqual(expected)
})

it('PostgreSQL is restarted under load: 503 with Retry-After, streams stay open, and all goes on by itself', async () => {
  const database = await postgres.createDatabase()
  const a = await start(database)
  const b = await start(database)
  const streams = [await a.stream(a.token), await b.stream(b.token)]
  for (const stream of streams) await stream.frame('connected')
  const work = load([a.url, b.url], a.token, 2)
  await until(() => work.done.size > 20)
  await postgres.down()
  await until(() => work.refused.length > 5)
  await postgres.up()
  const before = work.done.size
  await until(() => work.done.size > before + 30)
  await work.stop()

  for (const answer of work.refused) {
    expect(problemIn(answer)).toMatchObject({ status: 503, code: 'unavailable' })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  const last = await expectLogHolds(database, work.done)
  for (const stream of streams) {
    await until(() => stream.events().at(-1)?.seq === last)
    expect(stream.ended()).toBe(false)
    const seqs = stream.events().map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.map((_, index) => last - seqs.length + 1 + index))
  }
  expect([a.child.exitCode, b.child.exitCode]).toEqual([null, null])
})

it('a manager sees who is connected at every instance, a desk that has moved once, and no instance that is gone', async () => {
  const database = await postgres.createDatabase()
  const a = await start(database)
  const b = await start(database)
  const connections = async (url: string) => {
    const answer = await call(`${url}/api/admin/connections`, 'GET', { token: a.ready.tokens.manager })
    return connectionsSchema.parse(answer.body).connections
  }
  const names = async (url: string) => (await connections(url)).map(({ name }) => name).sort()
  const both = ['Puesto 1', 'Puesto 2']
  const first = await a.stream(a.token)
  await first.frame('connected')
  await (await b.stream(b.desk2)).frame('connected')
  await until(async () => (await names(a.url)).length === 2 && (await names(b.url)).length === 2)
  expect([await names(a.url), await names(b.url)]).toEqual([both, both])

  const report = { version: '0.1.0', outbox: { waiting: 3, setAside: 0 }, cursor: 0 }
  await call(`${a.url}/api/devices/me/report`, 'POST', { token: a.token, body: report })
  const at = async (url: string) => (await connections(url)).find(({ name }) => name === 'Puesto 1')
  expect(await at(b.url)).toMatchObject({ report })
  expect((await at(b.url))?.lag).toBeGreaterThan(0)

  // Killed, it cannot take its list back; the desk is at the other one now.
  a.child.kill('SIGKILL')
  await until(() => first.ended())
  const moved = await b.stream(a.token)
  await moved.frame('connected')
  expect(await names(b.url)).toEqual(both)
})

it('every wake-up is lost: the other instance hears all the same, in order', async () => {
  const database = await postgres.createDatabase()
  const silent = () => memoryBus()
  const a = await startTestServer({ database, openBus: silent })
  cleanups.push(() => a.close())
  const b = await startTestServer({ database, openBus: silent })
  cleanups.push(() => b.close())
  const stream = await b.stream()
  await stream.frame('connected')
  for (let n = 0; n < 5; n++) await a.book()
  await b.book()
  await until(() => stream.events().length === 6)
  const seqs = stream.events().map(({ seq }) => seq)
  expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index))
  await a.book()
  await until(() => stream.events().length === 7)
})
