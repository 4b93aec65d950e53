import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { listResponseSchema, logRangeSchema } from '../contract/api.ts'
import { numbersSchema } from '../contract/numbers.ts'
import { venueDay } from '../contract/venue-day.ts'
import { createLog } from './events/writer.ts'
import { eraseGuest } from './guests/erase.ts'
import { exportGuest } from './guests/export.ts'
import { guestNamed } from './guests/guest.ts'
import { findBusiness } from './storage/businesses.ts'
import { startPostgres, type TestPostgres } from './testing/postgres.ts'
import { startTestServer, type TestServer } from './testing/test-server.ts'
import { verify } from './verify/verify.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 })

let postgres: TestPostgres
let server: TestServer
beforeAll(async () => {
  postgres = await startPostgres()
  server = await startTestServer({ database: await postgres.createDatabase() })
})
afterAll(async () => {
  await server.close()
  await postgres.remove()
})

const headers = { 'if-match': '*' }
const manager = () => ({ token: server.tokens.manager })
const list = async (more: string) =>
  listResponseSchema.parse((await server.call('GET', `/api/reservas?businessId=1${more}`, manager())).body)
async function differences(): Promise<string[]> {
  const lines: string[] = []
  await verify(server.db, (line) => lines.push(line))
  return lines
}

it('on PostgreSQL: counts and visits are kept, and verify', async () => {
  const before = (await list('&include=stats,clients')).stats
  const customer = { name: 'Zoraida', phone: '+52 55 9999 1234' }
  const { id, code } = await server.book({ customer, partySize: 3 })
  const { scan } = await server.scan(code, { people: 2 })
  const { stats, clients } = await list('&include=stats,clients')
  expect(stats).toMatchObject({
    expected: (before?.expected ?? 0) + 3,
    arrived: (before?.arrived ?? 0) + 2,
  })
  expect(clients?.find(({ key }) => key === 'tel:525599991234')).toMatchObject({ visits: 1, noShows: 0 })
  await server.call('POST', `/api/reservas/qr-scan/${scan.scanId}/undo`)
  await server.call('PUT', `/api/reservas/${id}`, { body: { status: 'no_show' }, headers })
  const after = await list('&include=stats,clients')
  expect(after.stats).toEqual({ ...before, noShows: (before?.noShows ?? 0) + 1 })
  expect(after.clients?.find(({ key }) => key === 'tel:525599991234')).toEqual({
    key: 'tel:525599991234',
    visits: 0,
    noShows: 1,
  })
  expect(await differences()).toEqual([])
})

it('on PostgreSQL: the numbers of days, and where one lies in the log', async () => {
  const { stats } = await list('&include=stats')
  const venue = await findBusiness(server.db, 1)
  const day = venueDay(new Date(), venue)
  const { body } = await server.call(
    'GET',
    `/api/admin/numbers?businessId=1&from=2026-01-01&to=2026-01-02`,
    manager(),
  )
  expect(numbersSchema.parse(body).days).toHaveLength(2)
  const { code } = await server.book({ partySize: 4 })
  await server.scan(code, { people: 4 })
  const today = await server.call('GET', `/api/admin/numbers?businessId=1&from=${day}&to=${day}`, manager())
  const [numbers] = numbersSchema.parse(today.body).days
  expect(numbers).toMatchObject({
    expected: (stats?.expected ?? 0) + 4,
    arrived: (stats?.arrived ?? 0) + 4,
    noShows: stats?.noShows,
  })
  expect(numbers?.scansByDesk.reduce((sum, { scans }) => sum + scans, 0)).toBe(
    Object.values(numbers?.scansByOutcome ?? {}).reduce((sum, scans) => sum + scans, 0),
  )
  expect(numbers?.busiestMinutes[0]?.people).toBeGreaterThanOrEqual(4)
  const range = await server.call('GET', `/api/admin/log-range?businessId=1&date=${day}`, manager())
  expect(logRangeSchema.parse(range.body)).toMatchObject({ lastSeq: (await list('')).cursor, complete: true })
})

it('on PostgreSQL: the list as it stood, a history, settings', async () => {
  const then = await list('')
  const { id } = await server.book()
  await server.call('DELETE', `/api/reservas/${id}`, { headers })
  await server.call('DELETE', `/api/reservas/${then.reservas[0]?.id}`, { headers })
  expect(await list(`&at=${then.cursor}`)).toEqual({ ...then, complete: true })
  const history = await server.call('GET', `/api/reservas/${id}/history`, manager())
  expect(history.body).toMatchObject({
    events: [{ type: 'reservation-created' }, { type: 'reservation-deleted' }],
    complete: true,
  })
  for (const tags of [['a'], ['b']]) {
    const put = await server.call('PUT', '/api/admin/settings', { ...manager(), body: { tags } })
    expect(put.body).toMatchObject({ tags })
  }
})

it('on PostgreSQL: a row that the log does not tell of is found; a guest is exported and erased', async () => {
  const guest = guestNamed('+52 (55) 9999-1234')
  const exported = await exportGuest(server.db, guest, undefined, new Date())
  expect(exported.reservations).toHaveLength(1)
  const id = exported.reservations[0]?.reservation.id ?? ''
  const set = (size: number) =>
    server.db.updateTable('reservations').set({ party_size: size }).where('id', '=', id).execute()
  await set(9)
  expect(await differences()).toContain(
    `business 1, reservation ${id}: partySize in the row and in the log differ`,
  )
  await set(3)
  const log = createLog(server.db, () => undefined)
  expect(await eraseGuest(server.db, log, guest, 1, () => new Date())).toEqual({ reservations: 1, events: 4 })
  expect(await differences()).toEqual([])
  const rows = await server.db.selectFrom('events').select('data').where('reservation_id', '=', id).execute()
  expect(JSON.stringify(rows)).not.toMatch(/Zoraida|9999/)
})
