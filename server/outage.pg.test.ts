import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { sql } from 'kysely'
import { createPairingCode } from './auth/pairing.ts'
import { postgresBus } from './bus/postgres.ts'
import { demoManager } from './demo/seed.ts'
import { eventsAfter, lastSeq } from './events/log.ts'
import { call, problemIn } from './testing/call.ts'
import { startPostgres, type TestPostgres } from './testing/postgres.ts'
import { startTestServer, type TestServer } from './testing/test-server.ts'
import { until } from './testing/until.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let postgres: TestPostgres
beforeAll(async () => (postgres = await startPostgres()))
afterAll(() => postgres.remove())

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  postgres.resume()
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function instance(database: string): Promise<TestServer> {
  const server = await startTestServer({
    database,
    openBus: (_deployment, sleeper) => postgresBus(database, sleeper),
  })
  cleanups.push(() => server.close())
  return server
}

const booking = () => ({
  body: { businessId: 1, customer: { name: 'x' }, startsAt: new Date().toISOString(), partySize: 2 },
})
const expectUnavailable = (answer: Awaited<ReturnType<typeof call>>): void => {
  expect(problemIn(answer)).toMatchObject({ status: 503, code: 'unavailable' })
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
}

it('the connection that listens is cut while the database is up: nobody is refused or misses anything', async () => {
  const database = await postgres.createDatabase()
  const a = await instance(database)
  const b = await instance(database)
  const stream = await b.stream()
  await stream.frame('connected')
  for (let n = 1; n <= 3; n++) {
    const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen %'`.execute(a.db)
    expect(rows.length).toBeGreaterThan(0)
    expect((await a.call('POST', '/api/reservas', booking())).status).toBe(201)
    await until(() => stream.events().length === n)
    await until(async () => String((await call(`${b.url}/metrics`, 'GET', {})).body).includes('bus_up 1'))
  }
  expect(stream.ended()).toBe(false)
})

it('a database that hangs: 503 within a bound, then at once; streams stay, and all goes on when it does', async (test) => {
  if (process.platform !== 'linux') test.skip('needs /proc to stop the processes of PostgreSQL')
  const database = await postgres.createDatabase()
  // Shorter than in earnest, where a statement is waited for 10 s.
  const server = await instance(`${database}?query_timeout=5000`)
  const stream = await server.stream()
  await stream.frame('connected')
  const before = await lastSeq(server.db, 1)
  await postgres.hang()
  const begun = performance.now()
  const caught = await Promise.all([
    server.call('GET', '/api/reservas?businessId=1'),
    server.call('POST', '/api/reservas', booking()),
    call(`${server.url}/readyz`, 'GET', {}),
  ])
  for (const answer of caught) expectUnavailable(answer)
  expect(performance.now() - begun).toBeLessThan(15_000)
  await until(async () => {
    const asked = performance.now()
    expectUnavailable(await server.call('GET', '/api/reservas?businessId=1'))
    return performance.now() - asked < 500
  })
  expect(stream.ended()).toBe(false)

  postgres.resume()
  await until(async () => (await server.call('POST', '/api/reservas', booking())).status === 201)
  const last = await lastSeq(server.db, 1)
  const events = await eventsAfter(server.db, 1, before, 100)
  // What was answered 503 may have happened or not; the numbers have no gap either way.
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => before + 1 + index))
  await until(() => stream.events().at(-1)?.seq === last)
  expect(stream.ended()).toBe(false)
})

it('a transaction that the database leaves unanswered is not waited for again at its roll-back', async (test) => {
  if (process.platform !== 'linux') test.skip('needs /proc to stop the processes of PostgreSQL')
  const timeoutMs = 5000
  const server = await instance(`${await postgres.createDatabase()}?query_timeout=${timeoutMs}`)
  let failedAt = 0
  const hanging = server.db.transaction().execute(async (tx) => {
    await lastSeq(tx, 1)
    await postgres.hang()
    try {
      await lastSeq(tx, 1)
    } finally {
      failedAt = performance.now()
    }
  })
  await expect(hanging).rejects.toThrow('Query read timeout')
  expect(performance.now() - failedAt).toBeLessThan(timeoutMs - 500)

  // Its connection is given up: nothing of it is left open at the database, and others work.
  postgres.resume()
  await until(async () => {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`.execute(server.db)
    return rows.length === 0
  })
})

it('a device that is revoked at one instance hears no more at the other within a second, and unused codes pair nobody', async () => {
  const database = await postgres.createDatabase()
  const a = await instance(database)
  const b = await instance(database)
  const stream = await b.stream()
  await stream.frame('connected')
  const { id } = await a.db
    .selectFrom('devices')
    .select('id')
    .where('business_id', '=', 1)
    .where('name', '=', 'Puesto 1')
    .executeTakeFirstOrThrow()
  const { code } = await createPairingCode(b.db, 1, 'manager', new Date())
  const revokedAt = performance.now()
  expect((await a.call('DELETE', `/api/admin/devices/${id}`, { token: a.tokens.manager })).status).toBe(204)
  await until(() => stream.ended())
  expect(performance.now() - revokedAt).toBeLessThan(1000)
  expect(problemIn(await b.call('GET', '/api/devices/me')).code).toBe('device_revoked')
  const paired = await b.call('POST', '/api/devices/pair', { token: null, body: { code, name: 'x' } })
  expect(problemIn(paired).code).toBe('pairing_code_invalid')
})

it('instances count wrong logins together, and right ones do not count', async () => {
  const database = await postgres.createDatabase()
  const a = await instance(database)
  const b = await instance(database)
  const login = (server: TestServer, password: string) =>
    server.call('POST', '/api/auth/login', { token: null, body: { ...demoManager, password } })
  for (let n = 0; n < 12; n++) expect((await login(a, demoManager.password)).status).toBe(200)
  for (let n = 0; n < 10; n++) expect((await login(n % 2 === 0 ? a : b, 'wrong')).status).toBe(401)
  for (const server of [a, b]) {
    const refused = await login(server, demoManager.password)
    expect(problemIn(refused).code).toBe('rate_limited')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  const stored = JSON.stringify(await a.db.selectFrom('attempts').selectAll().execute())
  expect(stored).not.toContain('127.0.0.1')
  expect(stored).not.toContain(demoManager.email)
})
