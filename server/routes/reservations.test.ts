import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import { listResponseSchema } from '../../contract/api.ts'
import { decodeTicket } from '../../contract/ticket.ts'
import { lastSeq } from '../events/log.ts'
import { problemIn } from '../testing/call.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

const newBody = (fields: Record<string, unknown> = {}) => ({
  businessId: 1,
  customer: { name: 'Ana Prueba' },
  startsAt: new Date().toISOString(),
  partySize: 4,
  ...fields,
})
const seq = (): Promise<number> => lastSeq(server.db, 1)
const put = (id: string, version: string, body: unknown, headers: Record<string, string> = {}) =>
  server.call('PUT', `/api/reservas/${id}`, { body, headers: { 'if-match': version, ...headers } })

it("lists the venue's day with its cursor, and answers 304 while nothing has happened", async () => {
  const first = await server.call('GET', '/api/reservas?businessId=1')
  const { reservas, cursor } = listResponseSchema.parse(first.body)
  expect(cursor).toBe(await seq())
  const times = reservas.map(({ startsAt }) => startsAt)
  expect(times).toEqual([...times].sort())
  const etag = first.headers.get('etag') ?? ''
  const again = () =>
    server.call('GET', '/api/reservas?businessId=1', { headers: { 'if-none-match': `"x", ${etag}` } })
  expect((await again()).status).toBe(304)
  await server.book()
  expect((await again()).status).toBe(200)
  const other = await server.call('GET', '/api/reservas?businessId=1&date=2021-01-01')
  expect(other.body).toMatchObject({ reservas: [], cursor: cursor + 1 })
})

it('makes a reservation under the id of the desk, once', async () => {
  const id = uuid()
  const made = await server.call('POST', '/api/reservas', { body: newBody({ id }) })
  expect(made.status).toBe(201)
  expect(made.headers.get('location')).toBe(`/api/reservas/${id}`)
  expect(made.body).toMatchObject({ id, status: 'confirmed', arrivedCount: 0, version: 1, tags: [] })
  const again = await server.call('POST', '/api/reservas', { body: newBody({ id }) })
  expect(problemIn(again).code).toBe('conflict')
})

it('does a command once for its Idempotency-Key, and refuses the key for another', async () => {
  const headers = { 'idempotency-key': uuid() }
  const body = newBody()
  const before = await seq()
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => server.call('POST', '/api/reservas', { body, headers })),
  )
  for (const answer of answers) {
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual(answers[0]?.body)
  }
  expect(await seq()).toBe(before + 1)
  const other = await server.call('POST', '/api/reservas', { body: newBody({ partySize: 9 }), headers })
  expect(problemIn(other).code).toBe('idempotency_key_reused')
  expect(await seq()).toBe(before + 1)
})

it('replays a change although If-Match has moved on, and judges a refused one again', async () => {
  const { id } = await server.book()
  const headers = { 'idempotency-key': uuid() }
  expect((await put(id, '"7"', { notes: 'a' }, headers)).status).toBe(412)
  const done = await put(id, '"1"', { notes: 'a' }, headers)
  expect(done.body).toMatchObject({ notes: 'a', version: 2 })
  expect(done.headers.get('etag')).toBe('"2"')
  const replayed = await put(id, '"2"', { notes: 'a' }, headers)
  expect([replayed.status, replayed.body]).toEqual([200, done.body])
})

it('asks for If-Match, and shows the current row where it is old', async () => {
  const reservation = await server.book()
  const path = `/api/reservas/${reservation.id}`
  for (const method of ['PUT', 'DELETE']) {
    const body = method === 'PUT' ? { body: { notes: 'x' } } : {}
    expect(problemIn(await server.call(method, path, body)).code).toBe('precondition_required')
    const old = await server.call(method, path, { ...body, headers: { 'if-match': '"9"' } })
    expect(problemIn(old)).toMatchObject({ code: 'precondition_failed', current: reservation })
    const odd = await server.call(method, path, { ...body, headers: { 'if-match': 'x' } })
    expect(problemIn(odd).code).toBe('validation')
  }
})

it('lets one of two desks win that change the same version at once', async () => {
  const { id } = await server.book()
  const answers = await Promise.all([put(id, '"1"', { notes: 'a' }), put(id, '"1"', { notes: 'b' })])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
})

it('keeps to the table of transitions', async () => {
  const { id } = await server.book()
  expect((await put(id, '"1"', { status: 'seated' })).status).toBe(200)
  expect(problemIn(await put(id, '"2"', { status: 'cancelled' })).code).toBe('invalid_transition')
  expect((await put(id, '"2"', { table: '7' })).body).toMatchObject({ table: '7', status: 'seated' })
  const cleared = await put(id, '"3"', { table: null })
  expect(cleared.body).not.toHaveProperty('table')
})

it('deletes once, says so in the log, and knows the row no more', async () => {
  const { id } = await server.book()
  const before = await seq()
  const headers = { 'if-match': '"1"', 'idempotency-key': uuid() }
  for (let n = 0; n < 2; n++) {
    expect((await server.call('DELETE', `/api/reservas/${id}`, { headers })).status).toBe(204)
  }
  expect(await seq()).toBe(before + 1)
  expect(await server.reservation(id)).toBeUndefined()
  for (const path of [`/api/reservas/${id}/qr.txt`, `/api/reservas/${uuid()}/qr.png`]) {
    expect(problemIn(await server.call('GET', path)).code).toBe('not_found')
  }
  expect((await put(id, '*', { notes: 'x' })).status).toBe(404)
})

it('gives a new ticket to a party that moves to another day, and tells that the old one is void', async () => {
  const { id, ticketId } = await server.book()
  const sameDay = await put(id, '"1"', { partySize: 5 })
  expect(sameDay.body).toMatchObject({ ticketId })
  const stream = await server.stream()
  await stream.frame('connected')
  const moved = await put(id, '"2"', { startsAt: new Date(Date.now() + 3 * 86_400_000).toISOString() })
  expect(moved.body).not.toMatchObject({ ticketId })
  expect((await stream.frame('ticket-revoked')).data).toMatchObject({ ticketId, reservation: moved.body })
  expect(stream.events().map(({ type }) => type)).toEqual(['reservation-updated', 'ticket-revoked'])
})

it('draws the ticket as svg and png, and says its text', async () => {
  const { id, ticketId } = await server.book({ partySize: 3 })
  const text = await server.ticket(id)
  expect(decodeTicket(text)?.ticket).toMatchObject({ businessId: 1, ticketId, partySize: 3 })
  expect(await server.ticket(id)).toBe(text)
  const svg = await server.call('GET', `/api/reservas/${id}/qr.svg`)
  expect(svg.headers.get('content-type')).toBe('image/svg+xml')
  // Version 6 has 41 modules a side; with the quiet zone of 4 on each side, 49.
  expect(svg.body).toContain('viewBox="0 0 49 49"')
  const png = await server.call('GET', `/api/reservas/${id}/qr.png`)
  expect(png.headers.get('content-type')).toBe('image/png')
  expect(Number(png.headers.get('content-length'))).toBeGreaterThan(500)
})
