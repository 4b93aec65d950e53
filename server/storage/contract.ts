import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../../contract/events.ts'
import { mintUserToken } from '../auth/tokens.ts'
import { createUser } from '../auth/users.ts'
import { eventsAfter, lastSeq, type LoggedEvent, type NewEvent, type Write } from '../events/log.ts'
import { createLog } from '../events/writer.ts'
import { Refusal } from '../http/refusal.ts'
import { scanBody, startTestServer, type TestServer } from '../testing/test-server.ts'
import { problemIn } from '../testing/call.ts'
import { runServer } from '../testing/server-process.ts'
import { until } from '../testing/until.ts'

const actor: Actor = { kind: 'system', id: 'test', name: 'Test' }
const settled: NewEvent = { type: 'settings-changed' }
const doing = (businessId: number) => ({ businessId, actor, now: new Date() })

/** What a database must do for the server, whichever it is. `make` answers where a new, empty one is. */
export function describeStorage(name: string, make: () => Promise<string>): void {
  describe(`storage on ${name}`, () => {
    vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })
    let location = ''
    let server: TestServer
    beforeAll(async () => {
      location = await make()
      server = await startTestServer({ database: location })
    })
    afterAll(() => server.close())

    /** All events of business 1 after a number. */
    const since = (cursor: number) => eventsAfter(server.db, 1, cursor, 1000)

    it('brings the tables up to date once, whoever opens it first', async () => {
      const database = await make()
      const url = database.startsWith('postgres:') ? database : `file:${database}`
      const starting = [1, 2, 3].map(() =>
        runServer(['--port', '0'], { DATABASE_URL: url, LOG_LEVEL: 'info' }),
      )
      for (const server of starting) {
        await until(() => server.stdout().includes('"ready":true') || server.child.exitCode !== null)
        expect([server.stdout().includes('"ready":true'), server.stderr()]).toEqual([
          true,
          expect.any(String),
        ])
      }
      for (const server of starting) {
        server.child.kill('SIGTERM')
        expect(await server.exitCode()).toBe(0)
      }
    })

    it('numbers without gaps, and tells of each commit in the order of the numbers, while many write', async () => {
      const told: LoggedEvent[] = []
      const log = createLog(server.db, (events) => told.push(...events))
      const before = { 1: await lastSeq(server.db, 1), 2: await lastSeq(server.db, 2) }
      await Promise.all(
        Array.from({ length: 200 }, (_, n) => {
          const businessId = (n % 2) + 1
          return log.write((write) => write.append(doing(businessId), settled), businessId)
        }),
      )
      for (const id of [1, 2] as const) {
        const expected = Array.from({ length: 100 }, (_, n) => before[id] + 1 + n)
        expect(told.filter(({ businessId }) => businessId === id).map(({ seq }) => seq)).toEqual(expected)
        const stored = await eventsAfter(server.db, id, before[id], 1000)
        expect(stored.map(({ seq }) => seq)).toEqual(expected)
      }
    })

    it('makes one account of an e-mail address that is given twice at once', async () => {
      const admin = await createUser(
        server.db,
        {
          businessId: 1,
          email: 'admin@example.com',
          name: 'A',
          role: 'admin',
          password: 'correct horse battery',
        },
        new Date(),
      )
      const { token } = await mintUserToken(server.db, admin.id, new Date())
      const body = { email: 'twice@example.com', name: 'T', role: 'desk', password: 'correct horse battery' }
      const answers = await Promise.all(
        [1, 2, 3].map(() => server.call('POST', '/api/admin/users', { token, body })),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    })

    it('takes back only what was refused or failed among writes that share a commit', async () => {
      const log = createLog(server.db, () => undefined)
      const before = await lastSeq(server.db, 1)
      const fail = (error: Error) => async (write: Write) => {
        await write.append(doing(1), settled)
        throw error
      }
      const good = (write: Write) => write.append(doing(1), settled)
      const results = await Promise.allSettled(
        Array.from({ length: 30 }, (_, n) => {
          const work =
            n % 7 === 3 ? fail(new Refusal('conflict')) : n % 11 === 5 ? fail(new Error('bug')) : good
          return log.write(work, 1)
        }),
      )
      const done = results.filter(({ status }) => status === 'fulfilled').length
      expect(done).toBe(30 - 4 - 3)
      expect((await since(before)).map(({ seq }) => seq)).toEqual(
        Array.from({ length: done }, (_, n) => before + 1 + n),
      )
    })

    it('reads one moment in a transaction', async () => {
      const seen = await server.db.transaction().execute(async (tx) => {
        const first = await lastSeq(tx, 1)
        const write = server.book()
        // On SQLite the write waits for this transaction; on PostgreSQL it does not, and is not seen.
        if (!location.endsWith('.db')) await write
        return { first, second: await lastSeq(tx, 1), write }
      })
      expect(seen.second).toBe(seen.first)
      await seen.write
      await until(async () => (await lastSeq(server.db, 1)) === seen.first + 1)
    })

    it('sorts text by its bytes, whatever the language of the database', async () => {
      const names = ['a', 'B', 'ñ', 'z', 'Á', '-', '1']
      const ids = names.map((letter) => `order ${letter}`)
      await server.db
        .insertInto('pairing_codes')
        .values(ids.map((hash) => ({ hash, business_id: 1, role: 'desk', expires_at: '', used_at: null })))
        .execute()
      const rows = await server.db
        .selectFrom('pairing_codes')
        .select('hash')
        .where('hash', '>=', 'order ')
        .where('hash', '<', 'order!')
        .orderBy('hash')
        .execute()
      const byBytes = [...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      expect(rows.map(({ hash }) => hash)).toEqual(byBytes)
    })

    it('does a command once for its key, however many send it at once', async () => {
      const before = await lastSeq(server.db, 1)
      const headers = { 'idempotency-key': uuid() }
      const body = {
        businessId: 1,
        customer: { name: 'Una' },
        startsAt: new Date().toISOString(),
        partySize: 2,
      }
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => server.call('POST', '/api/reservas', { body, headers })),
      )
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
      expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
      expect(await since(before)).toHaveLength(1)
      const other = await server.call('POST', '/api/reservas', { body: { ...body, partySize: 3 }, headers })
      expect(problemIn(other).code).toBe('idempotency_key_reused')
    })

    it('admits once for a scanId, and never more than the party, however many scan at once', async () => {
      const { code, id } = await server.book({ partySize: 3 })
      const scanId = uuid()
      const scan = (fields: Record<string, unknown>) =>
        server.call('POST', '/api/reservas/qr-scan', { body: scanBody(code, fields) })
      await Promise.all(Array.from({ length: 5 }, () => scan({ scanId })))
      expect((await server.reservation(id))?.arrivedCount).toBe(1)
      await Promise.all(Array.from({ length: 6 }, () => scan({})))
      expect(await server.reservation(id)).toMatchObject({ arrivedCount: 3, scanCount: 3 })
    })

    it('keeps one of two changes of the same version', async () => {
      const { id } = await server.book()
      const headers = { 'if-match': '"1"' }
      const answers = await Promise.all(
        ['una', 'otra'].map((notes) =>
          server.call('PUT', `/api/reservas/${id}`, { body: { notes }, headers }),
        ),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    })

    it('sends what was written on the stream, each once and in order', async () => {
      const stream = await server.stream()
      await stream.frame('connected')
      const before = await lastSeq(server.db, 1)
      await Promise.all(Array.from({ length: 40 }, () => server.book()))
      await until(() => stream.events().length >= 40)
      expect(stream.events().map(({ seq }) => seq)).toEqual(
        Array.from({ length: 40 }, (_, n) => before + 1 + n),
      )
    })
  })
}
