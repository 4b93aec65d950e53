import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { problemIn } from '../testing/call.ts'
import { raw } from '../testing/raw.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const operatorToken = 'operator-for-the-test'
let server: TestServer
beforeAll(async () => (server = await startTestServer({ http: { operatorToken } })))
afterAll(() => server.close())

const metrics = async (): Promise<string> => {
  const answer = await server.call('GET', '/metrics', { token: null })
  expect(answer.status).toBe(200)
  return String(answer.body)
}
const figure = (text: string, name: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length) ?? NaN,
  )

it('counts streams, events, how long they take, requests, and what is up', async () => {
  const streams = [await server.stream(), await server.stream({ token: server.tokens.desk2 })]
  await Promise.all(streams.map((stream) => stream.frame('connected')))
  const before = await metrics()
  const { code } = await server.book()
  await server.scan(code)
  await Promise.all(streams.map((stream) => stream.frame('qr-scanned')))
  const after = await metrics()
  const grown = (name: string): number => figure(after, name) - figure(before, name)
  expect(figure(after, 'frontdesk_streams{business="1"}')).toBe(2)
  expect(grown('frontdesk_events_total')).toBe(2)
  expect(grown('frontdesk_deliveries_total')).toBe(4)
  expect(grown('frontdesk_fan_out_seconds_count')).toBe(2)
  expect(grown('frontdesk_fan_out_seconds_sum')).toBeLessThan(1)
  expect(
    figure(
      after,
      'frontdesk_request_seconds_count{method="POST",route="/api/reservas/qr-scan",status="200"}',
    ),
  ).toBe(1)
  expect(figure(after, 'frontdesk_database_up')).toBe(1)
  expect(figure(after, 'frontdesk_bus_up')).toBe(1)
  expect(figure(after, 'frontdesk_stream_buffered_bytes')).toBe(0)
  expect(figure(after, 'frontdesk_streams_cut_total')).toBe(0)
  expect(after).toContain('nodejs_eventloop_lag_p99_seconds')
  for (const stream of streams) stream.close()
  await until(async () => !(await metrics()).includes('frontdesk_streams{business="1"}'))
})

it('an address that no route takes is one label, not one each', async () => {
  for (const path of ['/wp-login.php', '/.env', '/x']) await server.call('GET', path)
  const text = await metrics()
  expect(text).not.toContain('wp-login')
  expect(text).toContain('route="none",status="404"')
})

it('tells them to the operator only, where somebody asks through a proxy', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.9' }
  for (const token of [null, server.tokens.desk, server.tokens.manager]) {
    expect(problemIn(await server.call('GET', '/metrics', { token, headers })).code).toBe('unauthorized')
  }
  expect((await server.call('GET', '/metrics', { token: operatorToken, headers })).status).toBe(200)
  // A web page that has its own name lead here sends that name.
  const rebound = await raw(
    server.url,
    'GET /metrics HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n',
  )
  expect(rebound).toMatch(/^HTTP\/1\.1 401 /)
})

it('is ready while its database answers, and alive without it', async () => {
  const other = await startTestServer()
  try {
    const ready = () => other.call('GET', '/readyz', { token: null })
    expect((await ready()).body).toEqual({ status: 'ready' })
    await other.db.updateTable('meta').set({ value: 'another' }).where('name', '=', 'database_id').execute()
    const refused = await ready()
    expect(problemIn(refused).code).toBe('unavailable')
    expect(refused.headers.get('retry-after')).toBe('5')
    await other.db.schema.dropTable('meta').execute()
    expect((await ready()).status).toBe(503)
    expect((await other.call('GET', '/healthz', { token: null })).status).toBe(200)
  } finally {
    await other.close()
  }
})
