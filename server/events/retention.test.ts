import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 as uuid } from 'uuid'
import { changesResponseSchema } from '../../contract/api.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'
import { lastSeq } from './log.ts'
import { createRetention } from './retention.ts'

const dayMs = 86_400_000
const logger = pino({ level: 'silent' })
let server: TestServer
beforeAll(async () => (server = await startTestServer()), 30_000)
afterAll(() => server.close())

async function firstSeq(): Promise<number | undefined> {
  const { db } = server
  const row = await db
    .selectFrom('events')
    .select('seq')
    .where('business_id', '=', 1)
    .orderBy('seq')
    .executeTakeFirst()
  return row?.seq
}

it('deletes what is too old in batches (the clock is mocked), goes on where it was stopped, and keeps the numbering', async () => {
  const last = await lastSeq(server.db, 1)
  const old = Array.from({ length: 1300 }, (_, index) => ({
    business_id: 1,
    seq: last + 1 + index,
    type: 'settings-changed' as const,
    data: '{}',
    at: new Date().toISOString(),
  }))
  await server.db.insertInto('events').values(old.slice(0, 700)).execute()
  await server.db.insertInto('events').values(old.slice(700)).execute()
  await server.db
    .updateTable('businesses')
    .set({ seq: last + 1300 })
    .where('id', '=', 1)
    .execute()
  const forgotten: [number, number][] = []
  const later = (days: number) =>
    createRetention({
      db: server.db,
      days: 30,
      auditDays: 400,
      now: () => new Date(Date.now() + days * dayMs),
      forget: (...what) => forgotten.push(what),
      logger,
    })

  const nothing = later(1)
  await nothing.run()
  nothing.stop()
  expect([await firstSeq(), forgotten]).toEqual([1, []])

  const cutShort = later(31)
  const running = cutShort.run()
  await until(async () => (await firstSeq()) !== 1)
  cutShort.stop()
  await running
  const left = await firstSeq()
  expect(left).toBeGreaterThan(1)

  const rest = later(31)
  await rest.run()
  rest.stop()
  expect(await firstSeq()).toBeUndefined()
  expect(forgotten).toContainEqual([1, last + 1300])
  expect(await lastSeq(server.db, 1)).toBe(last + 1300)
  await server.book()
  expect(await firstSeq()).toBe(last + 1301)
})

it('a desk that asks for what was deleted is told reset, on the stream and in changes', async () => {
  const cursor = await lastSeq(server.db, 1)
  const answer = await server.call('GET', '/api/reservas/changes?businessId=1&since=5')
  expect(changesResponseSchema.parse(answer.body)).toMatchObject({ reset: true, cursor })
  const stream = await server.stream({ lastEventId: 5 })
  expect((await stream.frame('reset')).data).toEqual({ cursor })
})

it('deletes the audit by its own age, in batches (the clock is mocked)', async () => {
  const at = new Date().toISOString()
  const lines = Array.from({ length: 1200 }, () => ({
    id: uuid(),
    business_id: 1,
    at,
    kind: 'login' as const,
    actor: null,
    address: null,
    subject: null,
    reason: null,
  }))
  await server.db.insertInto('audit').values(lines.slice(0, 600)).execute()
  await server.db.insertInto('audit').values(lines.slice(600)).execute()
  const run = (days: number) =>
    createRetention({
      db: server.db,
      days: 36_500,
      auditDays: 400,
      now: () => new Date(Date.now() + days * dayMs),
      forget: () => undefined,
      logger,
    }).run()
  const left = async () => (await server.db.selectFrom('audit').select('id').execute()).length
  await run(399)
  expect(await left()).toBeGreaterThanOrEqual(1200)
  await run(401)
  expect(await left()).toBe(0)
})
