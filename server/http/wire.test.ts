import { decode } from '@msgpack/msgpack'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { get } from 'node:http'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { changesResponseSchema, listResponseSchema } from '../../contract/api.ts'
import { raw, rawGet } from '../testing/raw.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

const list = '/api/reservas?businessId=1'
const changes = (since: number) => `/api/reservas/changes?businessId=1&since=${since}`
const cursor = async () => listResponseSchema.parse((await server.call('GET', list)).body).cursor

/** All bytes of one answer, headers included, on a connection that stays open as a desk's does. */
async function bytesOf(path: string, headers: Record<string, string> = {}): Promise<string> {
  const whole = (answer: string): boolean => {
    const end = answer.indexOf('\r\n\r\n')
    const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0)
    return end > 0 && answer.length >= end + 4 + length
  }
  return raw(server.url, rawGet(path, server.tokens.desk, headers), whole)
}

/** The body as it came over the wire, not decoded. */
function wireBody(
  path: string,
  headers: Record<string, string>,
): Promise<{ body: Buffer; encoding: string; type: string }> {
  return new Promise((resolve, reject) => {
    const auth = { authorization: `Bearer ${server.tokens.desk}` }
    get(server.url + path, { agent: false, headers: { ...auth, ...headers } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          body: Buffer.concat(chunks),
          encoding: response.headers['content-encoding'] ?? '',
          type: response.headers['content-type'] ?? '',
        }),
      )
    }).on('error', reject)
  })
}

it('a poll with nothing new costs under 300 bytes on the wire, with an ETag and without', async () => {
  const since = await cursor()
  const plain = await bytesOf(changes(since))
  expect(plain).toMatch(/^HTTP\/1\.1 200 /)
  expect(plain).toContain(`{"events":[],"cursor":${since},"more":false,"epoch":"`)
  expect(plain.length).toBeLessThan(300)

  const etag = /etag: (.*)\r\n/i.exec(plain)?.[1] ?? ''
  const known = await bytesOf(changes(since), { 'if-none-match': etag })
  expect(known).toMatch(/^HTTP\/1\.1 304 /)
  expect(known.length).toBeLessThan(300)

  const listed = await server.call('GET', list)
  const unchanged = await bytesOf(list, { 'if-none-match': listed.headers.get('etag') ?? '' })
  expect(unchanged).toMatch(/^HTTP\/1\.1 304 /)
  expect(unchanged.length).toBeLessThan(300)

  await server.book()
  expect(await bytesOf(changes(since), { 'if-none-match': etag })).toContain('reservation-created')
})

it.each(['br', 'gzip'])('compresses lists and changes with %s, and nothing else', async (encoding) => {
  const inflate = encoding === 'br' ? brotliDecompressSync : gunzipSync
  for (const [path, schema] of [
    [list, listResponseSchema],
    [changes(0), changesResponseSchema],
  ] as const) {
    const packed = await wireBody(path, { 'accept-encoding': encoding })
    expect(packed.encoding).toBe(encoding)
    const text = inflate(packed.body).toString()
    expect(text.length).toBeGreaterThan(3 * packed.body.length)
    schema.parse(JSON.parse(text))
  }
  const pair = await server.call('GET', '/api/devices/me', { headers: { 'accept-encoding': encoding } })
  expect(pair.headers.get('content-encoding')).toBeNull()
  const stream = await server.stream()
  expect(stream.headers['content-encoding']).toBeUndefined()
})

it('speaks MessagePack to who names it: the same data, a tag of its own, smaller', async () => {
  const msgpack = { accept: 'application/msgpack', 'accept-encoding': 'identity' }
  for (const [path, schema] of [
    [list, listResponseSchema],
    [changes(0), changesResponseSchema],
    [changes(10 ** 9), changesResponseSchema],
  ] as const) {
    const packed = await wireBody(path, msgpack)
    const json = await wireBody(path, { 'accept-encoding': 'identity' })
    expect(packed.type).toBe('application/msgpack')
    expect(decode(packed.body)).toEqual(JSON.parse(json.body.toString()))
    schema.parse(decode(packed.body))
    expect(packed.body.length).toBeLessThan(json.body.length)
  }
  const asJson = await server.call('GET', list)
  const asked = { 'if-none-match': asJson.headers.get('etag') ?? '', accept: 'application/msgpack' }
  expect((await server.call('GET', list, { headers: asked })).status).toBe(200)
  for (const accept of ['*/*', 'application/json', 'application/msgpack;q=0', 'x']) {
    expect((await wireBody(list, { accept })).type).toContain('application/json')
  }
})

it('says what a browser must know, and tells each request by a name', async () => {
  const answer = await server.call('GET', list)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'")
  expect(answer.headers.get('x-powered-by')).toBeNull()
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  const named = await server.call('GET', list, { headers: { 'x-request-id': 'desk-12345' } })
  expect(named.headers.get('x-request-id')).toBe('desk-12345')
  const odd = await server.call('GET', list, { headers: { 'x-request-id': 'a b{}"' } })
  expect(odd.headers.get('x-request-id')).toMatch(/^[\w-]{12}$/)
})

it('answers pages of the configured origin only, before it asks for a token', async () => {
  const origin = 'https://desk.example'
  const open = await startTestServer({ http: { corsOrigins: [origin] } })
  try {
    const preflight = (from: string) =>
      open.call('OPTIONS', list, {
        token: null,
        headers: { origin: from, 'access-control-request-method': 'PUT' },
      })
    expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBe(origin)
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).not.toBe(
      'https://evil.example',
    )
    const stream = await wireHeaders(`${open.url}/api/reservas/events?businessId=1`, {
      authorization: `Bearer ${open.tokens.desk}`,
      origin,
    })
    expect(stream).toMatchObject({
      'access-control-allow-origin': origin,
      'content-type': 'text/event-stream',
    })
    const refused = await open.call('GET', list, { token: null, headers: { origin } })
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, origin])
  } finally {
    await open.close()
  }
  const closed = await server.call('OPTIONS', list, {
    token: null,
    headers: { origin, 'access-control-request-method': 'PUT' },
  })
  expect(closed.headers.get('access-control-allow-origin')).toBeNull()
})

function wireHeaders(url: string, headers: Record<string, string>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, headers }, (response) => {
      resolve(z.unknown().parse(response.headers))
      request.destroy()
    }).on('error', reject)
  })
}
