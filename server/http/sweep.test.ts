import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { sweepIdempotency } from './sweep.ts'

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
