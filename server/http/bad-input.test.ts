import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import { lastSeq } from '../events/log.ts'
import { problemIn, type CallOptions } from '../testing/call.ts'
import { scanBody, startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

const good = { businessId: 1, customer: { name: 'x' }, startsAt: '2030-01-01T20:00:00Z', partySize: 2 }
const latin1 = new Uint8Array([...new TextEncoder().encode('{"x":"'), 0xf1, 0x22, 0x7d])
const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
const json = (body: unknown): CallOptions => ({ body })

it.each<[string, string, CallOptions, number, string]>([
  ['no body', '/api/reservas', {}, 400, 'validation'],
  [
    'empty JSON',
    '/api/reservas',
    { raw: '', headers: { 'content-type': 'application/json' } },
    400,
    'validation',
  ],
  ['half JSON', '/api/reservas', { raw: '{"businessId":1' }, 400, 'validation'],
  ['not UTF-8', '/api/reservas', { raw: latin1 }, 400, 'validation'],
  ['nested too deep', '/api/reservas', { raw: deep }, 400, 'validation'],
  ['half a character', '/api/reservas', json({ ...good, notes: '\ud800' }), 400, 'validation'],
  ['null', '/api/reservas', { raw: 'null' }, 400, 'validation'],
  ['a list', '/api/reservas', json([]), 400, 'validation'],
  [
    'a form',
    '/api/reservas',
    { raw: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'unsupported_media_type',
  ],
  [
    'text',
    '/api/reservas',
    { raw: '{}', headers: { 'content-type': 'text/plain' } },
    415,
    'unsupported_media_type',
  ],
  ['too large', '/api/reservas', json({ ...good, notes: 'x'.repeat(65_536) }), 413, 'payload_too_large'],
  ['too long a note', '/api/reservas', json({ ...good, notes: 'x'.repeat(2001) }), 400, 'validation'],
  ['no name', '/api/reservas', json({ ...good, customer: { name: ' ' } }), 400, 'validation'],
  ['a misspelt field', '/api/reservas', json({ ...good, noets: 'x' }), 400, 'validation'],
  [
    '__proto__',
    '/api/reservas',
    { raw: JSON.stringify(good).replace('{', '{"__proto__":{"a":1},') },
    400,
    'validation',
  ],
  ['a control character', '/api/reservas', json({ ...good, notes: 'a\u0000b' }), 400, 'validation'],
  ['no such day', '/api/reservas', json({ ...good, startsAt: '2030-02-30T20:00:00Z' }), 400, 'validation'],
  ['a far day', '/api/reservas', json({ ...good, startsAt: '9999-12-31T23:00:00Z' }), 400, 'validation'],
  ['a party of none', '/api/reservas', json({ ...good, partySize: 0 }), 400, 'validation'],
  ['an id that is none', '/api/reservas', json({ ...good, id: 'x' }), 400, 'validation'],
  [
    'a key with a space',
    '/api/reservas',
    { body: good, headers: { 'idempotency-key': 'a b' } },
    400,
    'validation',
  ],
  ['a scan of nobody', '/api/reservas/qr-scan', json(scanBody('x', { people: 0 })), 400, 'validation'],
  [
    'a scan without id',
    '/api/reservas/qr-scan',
    json(scanBody('x', { scanId: undefined })),
    400,
    'validation',
  ],
  ['an endless code', '/api/reservas/qr-scan', json(scanBody('x'.repeat(4297))), 400, 'validation'],
  ['an empty batch', '/api/reservas/qr-scan/batch', json({ businessId: 1, scans: [] }), 400, 'validation'],
  ['an undo of no id', '/api/reservas/qr-scan/x/undo', {}, 400, 'validation'],
  ['a short pairing code', '/api/devices/pair', json({ code: 'abc', name: 'x' }), 400, 'validation'],
  [
    'a wrong pairing code',
    '/api/devices/pair',
    json({ code: 'AAAABBBB', name: 'x' }),
    404,
    'pairing_code_invalid',
  ],
  ['no such route', '/api/reservas/a/b/c', {}, 404, 'not_found'],
  ['no such method', '/api/devices/me', {}, 405, 'method_not_allowed'],
  ['a bad address', '/api/reservas/%ff', {}, 400, 'validation'],
])('refuses %s', async (_name, path, options, status, code) => {
  const before = await lastSeq(server.db, 1)
  const answer = await server.call('POST', path, options)
  expect(answer.status).toBe(status)
  expect(problemIn(answer).code).toBe(code)
  expect(await lastSeq(server.db, 1)).toBe(before)
})

it.each([
  ['/api/reservas'],
  ['/api/reservas?businessId='],
  ['/api/reservas?businessId=1&businessId=1'],
  ['/api/reservas?businessId=1&date=yesterday'],
  ['/api/reservas?businessId=1&date=2030-02-30'],
  ['/api/reservas?businessId=1&date=9999-12-31'],
  ['/api/reservas?businessId=1&date=0000-01-01'],
  ['/api/reservas/changes?businessId=1'],
  ['/api/reservas/changes?businessId=1&since=-1'],
  ['/api/reservas/changes?businessId=1&since=1e3'],
  ['/api/reservas/events'],
  ['/api/reservas/x/qr.png'],
])('refuses GET %s', async (path) => {
  expect(problemIn(await server.call('GET', path)).code).toBe('validation')
})

it('names each field that it refuses', async () => {
  const answer = await server.call('POST', '/api/reservas', {
    body: { ...good, customer: { name: 'x', email: 'no' }, partySize: 1.5 },
  })
  expect(problemIn(answer).errors?.map(({ path }) => path)).toEqual(['customer.email', 'partySize'])
})

it('answers any body with 2xx or 4xx, never 5xx, and what is nearly right too', async () => {
  const value = fc.jsonValue({ maxDepth: 3 })
  const nearly = fc
    .record({
      base: fc.constantFrom(good, scanBody('AAAAAA'), { businessId: 1, scans: [scanBody('x')] }),
      field: fc.string(),
      value,
    })
    .chain(({ base, field, value: odd }) =>
      fc.constantFrom(...Object.keys(base), field).map((name) => ({ ...base, scanId: uuid(), [name]: odd })),
    )
  const target = fc.constantFrom(
    ['POST', '/api/reservas'],
    ['POST', '/api/reservas/qr-scan'],
    ['POST', '/api/reservas/qr-scan/batch'],
    ['PUT', `/api/reservas/${(await server.book()).id}`],
    ['POST', '/api/devices/pair'],
    ['POST', '/api/admin/pairing-codes'],
  )
  await fc.assert(
    fc.asyncProperty(target, fc.oneof(value, nearly), async ([method = '', path = ''], body) => {
      const answer = await server.call(method, path, { body, headers: { 'if-match': '*' } })
      expect(answer.status).toBeLessThan(500)
      if (answer.status >= 400) problemIn(answer)
    }),
    { numRuns: 200 },
  )
})
