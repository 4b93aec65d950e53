import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { identitySchema } from '../contract/api.ts'
import { problemIn } from './testing/call.ts'
import { openStream } from './testing/stream.ts'
import { scanBody, startTestServer, type TestServer } from './testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

/** Rows of business 1. */
interface Mine {
  id: string
  scanId: string
  deviceId: string
  userId: string
}

/** What a request to each route looks like that names business 1, or a row of it. A new route needs an entry. */
const requests: Record<string, (mine: Mine) => { path: string; body?: unknown }> = {
  'PUT /api/admin/devices/:deviceId': ({ deviceId }) => ({
    path: `/api/admin/devices/${deviceId}`,
    body: { name: 'x' },
  }),
  'DELETE /api/admin/devices/:deviceId': ({ deviceId }) => ({ path: `/api/admin/devices/${deviceId}` }),
  'PUT /api/admin/users/:userId': ({ userId }) => ({
    path: `/api/admin/users/${userId}`,
    body: { name: 'x' },
  }),
  'GET /api/admin/numbers': () => ({
    path: '/api/admin/numbers?businessId=1&from=2026-11-01&to=2026-11-02',
  }),
  'GET /api/admin/log-range': () => ({ path: '/api/admin/log-range?businessId=1&date=2026-11-01' }),
  'GET /api/reservas': () => ({ path: '/api/reservas?businessId=1' }),
  'GET /api/reservas/changes': () => ({ path: '/api/reservas/changes?businessId=1&since=0' }),
  'GET /api/reservas/events': () => ({ path: '/api/reservas/events?businessId=1' }),
  'GET /api/reservas/:id/history': ({ id }) => ({ path: `/api/reservas/${id}/history` }),
  'POST /api/reservas': () => ({
    path: '/api/reservas',
    body: { businessId: 1, customer: { name: 'x' }, startsAt: new Date().toISOString(), partySize: 1 },
  }),
  'PUT /api/reservas/:id': ({ id }) => ({ path: `/api/reservas/${id}`, body: { notes: 'x' } }),
  'DELETE /api/reservas/:id': ({ id }) => ({ path: `/api/reservas/${id}` }),
  'POST /api/reservas/qr-scan': () => ({ path: '/api/reservas/qr-scan', body: scanBody('x') }),
  'POST /api/reservas/qr-scan/batch': () => ({
    path: '/api/reservas/qr-scan/batch',
    body: { businessId: 1, scans: [scanBody('x')] },
  }),
  'POST /api/reservas/qr-scan/:scanId/undo': ({ scanId }) => ({
    path: `/api/reservas/qr-scan/${scanId}/undo`,
  }),
  'GET /api/reservas/conflicts': () => ({ path: '/api/reservas/conflicts?businessId=1' }),
  'POST /api/reservas/conflicts/:scanId': ({ scanId }) => ({
    path: `/api/reservas/conflicts/${scanId}`,
    body: { decision: 'keep' },
  }),
  'POST /api/reservas/:id/ticket': ({ id }) => ({ path: `/api/reservas/${id}/ticket` }),
  'GET /api/reservas/:id/qr.svg': ({ id }) => ({ path: `/api/reservas/${id}/qr.svg` }),
  'GET /api/reservas/:id/qr.png': ({ id }) => ({ path: `/api/reservas/${id}/qr.png` }),
  'GET /api/reservas/:id/qr.txt': ({ id }) => ({ path: `/api/reservas/${id}/qr.txt` }),
}
/** Routes that answer for the token's own business only, or for none: there is nothing in them to ask for another's. */
const namesNoBusiness = [
  'GET /healthz',
  'GET /openapi.json',
  'GET /readyz',
  'GET /metrics',
  'GET /debug/sse',
  'GET /debug/sse.js',
  'GET /debug/sse.css',
  'POST /api/auth/login',
  'POST /api/auth/logout',
  'GET /api/devices/me',
  'PUT /api/devices/me',
  'POST /api/devices/pair',
  'POST /api/devices/me/report',
  'GET /api/admin/users',
  'POST /api/admin/users',
  'POST /api/admin/pairing-codes',
  'PUT /api/admin/pin',
  'POST /api/admin/pin/check',
  'GET /api/admin/settings',
  'PUT /api/admin/settings',
  'GET /api/admin/devices',
  'GET /api/admin/audit',
  'GET /api/admin/connections',
  'POST /api/admin/ticket-keys',
  'GET /api/tickets/revoked',
  'GET /updates/:file',
]
/** Routes that ask for no token. One more is a decision. */
const forAnyone = [
  'GET /healthz',
  'GET /readyz',
  'GET /openapi.json',
  'GET /debug/sse',
  'GET /debug/sse.js',
  'GET /debug/sse.css',
  'POST /api/auth/login',
  'POST /api/devices/pair',
]

async function ours(): Promise<Mine> {
  const { id, code } = await server.book()
  const { scan } = await server.scan(code)
  const me = identitySchema.parse((await server.call('GET', '/api/devices/me')).body)
  const { id: userId } = await server.db
    .selectFrom('users')
    .select('id')
    .where('business_id', '=', 1)
    .executeTakeFirstOrThrow()
  return { id, scanId: scan.scanId, deviceId: me.device.id, userId }
}

/** Every route that is registered, whatever the document says. */
function routes(): string[] {
  const lines = server.app.printRoutes({ commonPrefix: false }).split('\n')
  const names: string[] = []
  const stack: string[] = []
  for (const line of lines) {
    const parsed = /^([\s│]*)[├└]── (\S+)(?: \((.+)\))?/.exec(line)
    if (!parsed) continue
    const [, indent = '', part = '', methods] = parsed
    stack.length = indent.length / 4
    stack.push(part)
    for (const method of methods?.split(', ') ?? []) names.push(`${method} ${stack.join('')}`)
  }
  return names
}

/** Every route of the OpenAPI document, and who may call it. */
async function documented(): Promise<Map<string, string>> {
  const operation = z.object({ 'x-access': z.string() })
  const document = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) })
  const { paths } = document.parse((await server.call('GET', '/openapi.json')).body)
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { 'x-access': access }]) => {
        return [`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, access] as const
      }),
    ),
  )
}

it('every route that exists is in the list of this test', () => {
  const known = [...Object.keys(requests), ...namesNoBusiness].sort()
  expect(routes().sort()).toEqual(known)
})

it('every route is in the OpenAPI document, with who may call it', async () => {
  const access = await documented()
  expect([...access.keys()].sort()).toEqual(routes().sort())
  expect([...access].filter(([, who]) => who === 'anyone').map(([route]) => route)).toEqual(
    expect.arrayContaining(forAnyone),
  )
  expect([...access.values()].filter((who) => who === 'anyone')).toHaveLength(forAnyone.length)
})

it('on every route, a lower role than it asks for is 403, and nothing changes', async () => {
  const mine = await ours()
  const tokens = { manager: server.tokens.desk, admin: server.tokens.manager }
  const before = await server.reservation(mine.id)
  for (const [route, access] of await documented()) {
    if (access !== 'manager' && access !== 'admin') continue
    const [method = '', url = ''] = route.split(' ')
    const { path, body } = requests[route]?.(mine) ?? { path: url }
    const answer = await server.call(method, path, {
      body,
      token: tokens[access],
      headers: { 'if-match': '*' },
    })
    expect([route, answer.status, problemIn(answer).detail]).toEqual([
      route,
      403,
      access === 'manager' ? 'Only a manager can do this.' : 'Only an administrator can do this.',
    ])
  }
  expect(await server.reservation(mine.id)).toEqual(before)
})

it('on every route, another business gets 403 for what is ours, nothing is revealed and nothing changes', async () => {
  const mine = await ours()
  const before = await server.reservation(mine.id)
  for (const [route, request] of Object.entries(requests)) {
    const [method = ''] = route.split(' ')
    const { path, body } = request(mine)
    const answer = await server.call(method, path, {
      body,
      token: server.tokens.otherBusinessDesk,
      headers: { 'if-match': '*' },
    })
    expect([route, answer.status]).toEqual([route, 403])
    expect(problemIn(answer)).toEqual({
      type: 'urn:front-desk:problem:forbidden',
      title: 'Not allowed',
      status: 403,
      code: 'forbidden',
      detail: 'This token is for another business.',
    })
  }
  expect(await server.reservation(mine.id)).toEqual(before)
})

it('on every route, no token and a wrong one are 401 before anything else', async () => {
  for (const [route, access] of await documented()) {
    // The operator's routes have tests of their own.
    if (access === 'anyone' || access === 'operator') continue
    const [method = ''] = route.split(' ')
    const { path } = requests[route]?.({ id: 'x', scanId: 'x', deviceId: 'x', userId: 'x' }) ?? {
      path: route.split(' ')[1] ?? '',
    }
    for (const token of [null, 'fd_wrong', '']) {
      const raw = method === 'GET' ? {} : { raw: '{not json' }
      const answer = await server.call(method, path, { token, ...raw })
      expect([route, answer.status, problemIn(answer).code]).toEqual([route, 401, 'unauthorized'])
    }
  }
})

it("another business's ids in a body are 403, also where the rest of the body is wrong", async () => {
  const { id, code } = await server.book()
  const { scan } = await server.scan(code)
  const token = server.tokens.otherBusinessDesk
  for (const [path, body] of [
    ['/api/reservas', { businessId: 2, id, partySize: 'many' }],
    ['/api/reservas/qr-scan', { businessId: 2, scanId: scan.scanId }],
    ['/api/reservas', { businessId: '1' }],
  ] as const) {
    expect((await server.call('POST', path, { token, body })).status).toBe(403)
  }
})

it("a batch's entry for another business is refused alone", async () => {
  const { code } = await server.book()
  const answer = await server.call('POST', '/api/reservas/qr-scan/batch', {
    body: { businessId: 1, scans: [scanBody(code, { businessId: 2 }), scanBody(code)] },
  })
  expect(answer.body).toMatchObject({
    results: [{ problem: { code: 'forbidden' } }, { outcome: 'admitted' }],
  })
})

it("another business's stream hears what is its own, and nothing of ours", async () => {
  const token = server.tokens.otherBusinessDesk
  const stream = await openStream(`${server.url}/api/reservas/events?businessId=2`, { token })
  await stream.frame('connected')
  await server.book()
  const body = { businessId: 2, customer: { name: 'x' }, startsAt: new Date().toISOString(), partySize: 1 }
  const own = await server.call('POST', '/api/reservas', { token, body })
  await stream.frame('reservation-created')
  stream.close()
  expect(stream.events()).toMatchObject([{ businessId: 2, reservation: own.body }])
})

it('a ticket of another business says so, and nothing of its guest', async () => {
  const { id } = await server.book()
  const ticket = await server.ticket(id)
  const answer = await server.call('POST', '/api/reservas/qr-scan', {
    token: server.tokens.otherBusinessDesk,
    body: scanBody(ticket, { businessId: 2, scanId: uuid() }),
  })
  expect(answer.body).toMatchObject({ outcome: 'wrong_business' })
  expect(answer.body).not.toHaveProperty('reservation')
})

it('a desk may not make pairing codes; a manager may', async () => {
  expect((await server.call('POST', '/api/admin/pairing-codes')).status).toBe(403)
  const made = await server.call('POST', '/api/admin/pairing-codes', { token: server.tokens.manager })
  expect(made.status).toBe(200)
})
