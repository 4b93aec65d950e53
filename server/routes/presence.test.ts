import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { connectionsSchema } from '../../contract/presence.ts'
import { problemIn } from '../testing/call.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

const report = (fields: Record<string, unknown> = {}) =>
  server.call('POST', '/api/devices/me/report', {
    body: { version: '0.1.0', outbox: { waiting: 0, setAside: 0 }, cursor: 0, ...fields },
  })
const connections = async () => {
  const answer = await server.call('GET', '/api/admin/connections', { token: server.tokens.manager })
  return connectionsSchema.parse(answer.body).connections
}

it('shows what a desk last said of itself, and how far behind it was then', async () => {
  const stream = await server.stream()
  await stream.frame('connected')
  const [silent] = await connections()
  expect(silent).toMatchObject({ name: 'Puesto 1', lag: 0 })
  expect(silent).not.toHaveProperty('report')
  const head = silent?.seq ?? 0
  expect((await report({ cursor: head - 3 })).status).toBe(204)
  const said = { cursor: head - 2, latencyMs: 12, clockOffsetMs: -400, outbox: { waiting: 2, setAside: 1 } }
  expect((await report({ ...said, later: 'a newer desk says more' })).status).toBe(204)
  expect(await connections()).toMatchObject([{ report: { version: '0.1.0', ...said }, lag: 2 }])
  // What happens after it does not make it look behind.
  await server.book()
  expect((await connections())[0]?.lag).toBe(2)
  await report({ cursor: head + 1 })
  expect((await connections())[0]?.lag).toBe(0)
  expect(await server.db.selectFrom('device_reports').select('lag').execute()).toHaveLength(1)
})

it.each([{ cursor: -1 }, { version: '' }, { outbox: {} }, { latencyMs: 'fast' }])(
  '%j is refused',
  async (fields) => {
    expect(problemIn(await report(fields)).code).toBe('validation')
  },
)
