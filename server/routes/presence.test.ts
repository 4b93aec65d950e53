import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { connectionsSchema } from '../../contract/presence.ts'
import { problemIn } from '../testing/call.ts'
import { movedClock } from '../testing/moved-clock.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
const clock = movedClock()
beforeAll(async () => {
  server = await startTestServer({ now: clock.now })
})
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

it('lists a desk that polls as one that is connected, until it has said nothing for long or is revoked; one that left is gone at once (with a clock that the test moves)', async () => {
  const stream = await server.stream()
  await stream.frame('connected')
  await report()
  stream.close()
  await until(async () => (await connections()).length === 0)

  await report({ cursor: 3, polling: true })
  const polling = { name: 'Puesto 1', seq: 3, report: { cursor: 3, polling: true } }
  expect(await connections()).toMatchObject([polling])
  const again = await server.stream()
  await again.frame('connected')
  expect(await connections(), 'once, by its stream').toHaveLength(1)
  again.close()
  await until(async () => (await connections())[0]?.connectionId.startsWith('polling-') === true)
  clock.aheadMs = 89_000
  expect(await connections()).toHaveLength(1)
  clock.aheadMs = 95_000
  expect(await connections()).toEqual([])

  await report({ polling: true })
  const [desk] = await connections()
  await server.call('DELETE', `/api/admin/devices/${desk?.deviceId}`, { token: server.tokens.manager })
  expect(await connections()).toEqual([])
})
