import { connect } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { problemSchema } from '../../contract/problem.ts'
import { raw } from '../testing/raw.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
const limits = { headersMs: 200, requestMs: 400, keepAliveMs: 5000, connections: 40 }
beforeAll(async () => (server = await startTestServer({ http: { limits } })))
afterAll(() => server.close())

/** The problem in a raw answer that the server closed. */
const problemOf = (answer: string) =>
  problemSchema.parse(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)))
const post = (headers: string, body = '') =>
  `POST /api/devices/pair HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${headers}\r\n\r\n${body}`

it.each([
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['another protocol', '\u0016\u0003\u0001\u0002\u0000\u0001', 400],
  ['endless headers', `GET / HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['two lengths', post('content-length: 2\r\ncontent-length: 3', '{}x'), 400],
  ['a length and chunks', post('content-length: 5\r\ntransfer-encoding: chunked', '0\r\n\r\nGET'), 400],
  ['an unknown coding of chunks', post('transfer-encoding: xchunked', '0\r\n\r\n'), 400],
  ['a chunk whose size is no number', post('transfer-encoding: chunked', 'zz\r\n{}\r\n0\r\n\r\n'), 400],
  ['a header with a bare line feed', 'GET /healthz HTTP/1.1\r\nhost: x\r\na: b\nc : d\r\n\r\n', 400],
  ['a space before the colon', 'GET /healthz HTTP/1.1\r\nhost : x\r\n\r\n', 400],
  ['half a request line', 'GET', 408],
  ['headers that drip', 'GET /healthz HTTP/1.1\r\nhost: x\r\n', 408],
  ['a body that never ends', post('content-length: 100', '{"code":'), 408],
])('answers %s with a problem and closes', async (_name, text, status) => {
  const answer = await raw(server.url, text)
  expect(Number(answer.slice(9, 12))).toBe(status)
  expect(answer.toLowerCase()).toContain('content-type: application/problem+json')
  expect(problemOf(answer).status).toBe(status)
})

it('a smuggled second request is not answered', async () => {
  const inner = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n'
  const answer = await raw(
    server.url,
    post(`content-length: ${inner.length}\r\ntransfer-encoding: chunked`, `0\r\n\r\n${inner}`),
  )
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
})

it('goes on serving while slow connections are open, and lets go of them', async () => {
  const { hostname, port } = new URL(server.url)
  const slow = Array.from({ length: 30 }, () => {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => undefined)
    socket.write('POST /api/devices/pair HTTP/1.1\r\nhost: x\r\n')
    return socket.resume()
  })
  await Promise.all(slow.map((socket) => once(socket, 'connect')))
  expect((await server.call('GET', '/healthz')).status).toBe(200)
  await until(() => slow.every((socket) => socket.destroyed || socket.readableEnded))
  for (const socket of slow) socket.destroy()
})

it('closes connections beyond its limit at once', async () => {
  const { hostname, port } = new URL(server.url)
  const sockets = Array.from({ length: limits.connections + 20 }, () => {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => undefined)
    return socket
  })
  await until(() => sockets.filter((socket) => socket.destroyed).length >= 20)
  for (const socket of sockets) socket.destroy()
  await until(async () => (await server.call('GET', '/healthz').catch(() => null))?.status === 200)
})

it('a stream is not a slow request: it outlives the time limits', async () => {
  const stream = await server.stream()
  await stream.frame('connected')
  const end = Date.now() + 3 * limits.requestMs
  await until(() => Date.now() > end)
  await server.book()
  await stream.frame('reservation-created')
  expect(stream.ended()).toBe(false)
})

it('a request that was on its way when the server began to stop gets a problem with Retry-After', async () => {
  const stopping = await startTestServer()
  const { hostname, port } = new URL(stopping.url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
  // The half of the second request comes with the first, so it has been read when the first is answered.
  const [half, rest] = ['GET /api/devices/me HTTP/1.1\r\nhost: x\r\n', '\r\n']
  socket.write(`GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n${half}`)
  await until(() => answer.includes('"ok"'))
  answer = ''
  const closed = stopping.close()
  socket.write(rest)
  await once(socket, 'close')
  await closed
  expect(answer).toMatch(/^HTTP\/1\.1 503 /)
  expect(answer.toLowerCase()).toContain('retry-after: 2')
  expect(problemOf(answer).code).toBe('unavailable')
})
