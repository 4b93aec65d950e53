import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import { createLog } from '../events/writer.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { verify } from '../verify/verify.ts'
import { eraseGuest, erasedName } from './erase.ts'
import { exportGuest } from './export.ts'
import { guestNamed } from './guest.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

const headers = { 'if-match': '*' }
const now = (): Date => new Date()
const put = (id: string, body: unknown) => server.call('PUT', `/api/reservas/${id}`, { body, headers })
const exported = (name: string, businessId?: number) =>
  exportGuest(server.db, guestNamed(name), businessId, now())
const erase = (name: string) =>
  eraseGuest(
    server.db,
    createLog(server.db, () => undefined),
    guestNamed(name),
    undefined,
    now,
  )

/** Every text in the database, to look for what should not be there. */
async function everything(): Promise<string> {
  const tables = ['reservations', 'events', 'scans', 'idempotency', 'customers', 'audit'] as const
  const rows = await Promise.all(tables.map((table) => server.db.selectFrom(table).selectAll().execute()))
  return JSON.stringify(rows)
}

/** One booking as it is, one whose phone was corrected, one that was deleted, one in the other venue. */
async function guestWithPast() {
  const customer = { name: 'Zoraida Única', phone: '+52 55 9999 1234', email: 'zoraida@example.com' }
  const [body] = [
    { businessId: 1, customer, startsAt: now().toISOString(), partySize: 2, notes: 'Silla de Zoraida' },
  ]
  const key = { 'idempotency-key': uuid() }
  await server.call('POST', '/api/reservas', { body, headers: key })
  const corrected = await server.book({
    customer: { name: 'Zoraida Ú.', phone: '0052 5599991234' },
    tags: ['allergy:nueces'],
  })
  await server.scan(corrected.code, { override: { pin: '2580', reason: 'prima de Zoraida' }, people: 9 })
  await put(corrected.id, { customer: { name: 'Zoraida Ú.', phone: '5511110000' } })
  const deleted = await server.book({ customer })
  await server.call('DELETE', `/api/reservas/${deleted.id}`, { headers })
  const other = { ...body, businessId: 2 }
  await server.call('POST', '/api/reservas', { body: other, token: server.tokens.otherBusinessDesk })
  return { corrected, deleted }
}

it('exports all that is stored of a guest, and nothing of another', async () => {
  const { deleted } = await guestWithPast()
  const all = await exported('+525599991234')
  expect(all.reservations).toHaveLength(4)
  const text = JSON.stringify(all)
  for (const part of ['Silla de Zoraida', 'prima de Zoraida', 'allergy:nueces', deleted.id])
    expect(text).toContain(part)
  expect(all.customers.map(({ businessId, key }) => [businessId, key])).toEqual([[1, 'tel:5511110000']])
  expect((await exported('Zoraida@EXAMPLE.com', 2)).reservations).toHaveLength(1)
  expect((await exported('nobody@example.com')).reservations).toEqual([])
})

it('erases a guest from rows, log, kept answers and overrides; the numbering stays and verifies', async () => {
  const stream = await server.stream()
  await stream.frame('connected')
  const numbers = () => server.db.selectFrom('events').select(['business_id', 'seq', 'type', 'at']).execute()
  const before = await numbers()
  const stats = async () =>
    (await server.call('GET', '/api/reservas?businessId=1&include=stats')).body as { stats: unknown }
  const counted = (await stats()).stats

  const done = await erase('0052 55 99 99 12 34')
  expect(done.reservations).toBe(4)
  expect(await everything()).not.toMatch(/zoraida|99991234|5511110000|allergy:nueces.{0,40}9999/i)
  const after = await numbers()
  expect(after.slice(0, before.length).length).toBe(before.length)
  expect(after).toEqual(expect.arrayContaining(before))
  // Three rows stand, and each is told; the deleted one is not brought back.
  expect(after.length - before.length).toBe(3)
  expect((await stats()).stats).toEqual(counted)
  const lines: string[] = []
  const verified = await verify(server.db, (line) => lines.push(line))
  expect([lines, verified.ok]).toEqual([[], true])
  const { body } = await server.call('GET', '/api/reservas?businessId=1')
  expect(JSON.stringify(body)).toContain(`"name":"${erasedName}"`)
  expect(await erase('+525599991234')).toEqual({ reservations: 0, events: 0 })
})

it('answers a repeated command without the guest who was erased', async () => {
  const key = { 'idempotency-key': uuid() }
  const customer = { name: 'Fugaz', email: 'fugaz@example.com' }
  const body = { businessId: 1, customer, startsAt: now().toISOString(), partySize: 2 }
  const first = await server.call('POST', '/api/reservas', { body, headers: key })
  await erase('FUGAZ@example.com')
  const again = await server.call('POST', '/api/reservas', { body, headers: key })
  expect(again.status).toBe(201)
  expect(again.body).toMatchObject({ customer: { name: erasedName } })
  expect(JSON.stringify(again.body)).not.toContain('fugaz')
  expect(first.body).toMatchObject({ customer })
})

it.each(['Zoraida', '12345', ''])('%j names nobody', (text) => {
  expect(() => guestNamed(text)).toThrow(/e-mail address, or a phone number/)
})
