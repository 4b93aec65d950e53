import pino from 'pino'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'
import { sweepDaily, sweepIdempotency } from './sweep.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

it('keeps the keys of a week and deletes older ones, also where there are many', async () => {
  const now = new Date('2030-01-08T12:00:00.000Z')
  const row = (key: string, created_at: string) => ({
    business_id: 1,
    key,
    fingerprint: 'x',
    status: 204,
    body: null,
    created_at,
  })
  const old = Array.from({ length: 1200 }, (_, n) => row(`old-${n}`, '2030-01-01T11:59:59.999Z'))
  await server.db.transaction().execute(async (tx) => {
    for (const values of [...old, row('kept', '2030-01-01T12:00:00.000Z')]) {
      await tx.insertInto('idempotency').values(values).execute()
    }
  })
  expect(await sweepIdempotency(server.db, now)).toBe(1200)
  const left = await server.db.selectFrom('idempotency').select('key').execute()
  expect(left).toEqual([{ key: 'kept' }])
  expect(await sweepIdempotency(server.db, now)).toBe(0)
})

it('deletes pairing codes whose time is over, used or not, and keeps the others (the sweep’s clock is set)', async () => {
  const now = new Date('2030-01-08T12:00:00.000Z')
  const code = (hash: string, minutes: number, used_at: string | null = null) => ({
    hash,
    business_id: 1,
    role: 'desk' as const,
    expires_at: new Date(now.getTime() + minutes * 60_000).toISOString(),
    used_at,
  })
  const used = now.toISOString()
  await server.db
    .insertInto('pairing_codes')
    .values([code('old', -1), code('old-used', -1, used), code('new', 1), code('new-used', 1, used)])
    .execute()
  const end = sweepDaily(server.db, () => now, pino({ level: 'silent' }))
  const left = async () => {
    const rows = await server.db.selectFrom('pairing_codes').select('hash').orderBy('hash').execute()
    return rows.map(({ hash }) => hash)
  }
  await until(async () => !(await left()).includes('old'))
  end()
  expect(await left()).toEqual(['new', 'new-used'])
})
