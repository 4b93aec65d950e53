import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { Database } from '../storage/database.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { verify } from './verify.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
let db: Database
beforeAll(async () => {
  server = await startTestServer()
  db = server.db
})
afterAll(() => server.close())

async function differences(): Promise<string[]> {
  const lines: string[] = []
  const verified = await verify(db, (line) => lines.push(line))
  expect(verified).toMatchObject({ ok: lines.length === 0, differences: lines.length })
  return lines
}

/** Damages the database, looks, and repairs it again. */
async function damaged(damage: () => Promise<unknown>, repair: () => Promise<unknown>): Promise<string[]> {
  await damage()
  try {
    return await differences()
  } finally {
    await repair()
  }
}
afterEach(async () => expect(await differences()).toEqual([]))

it('finds nothing wrong with what was done in order', async () => {
  const { id, code } = await server.book({ partySize: 3, customer: { name: 'Ana', phone: '5550001111' } })
  const { scan } = await server.scan(code, { people: 2 })
  await server.scan(code, { people: 2 })
  await server.call('POST', `/api/reservas/qr-scan/${scan.scanId}/undo`)
  const headers = { 'if-match': '*' }
  await server.call('PUT', `/api/reservas/${id}`, { body: { status: 'seated' }, headers })
  const walkIn = await server.book({ status: 'seated', partySize: 2 })
  await server.call('DELETE', `/api/reservas/${walkIn.id}`, { headers })
  const verified = await verify(db, () => undefined)
  expect(verified).toMatchObject({ ok: true, businesses: 2, notChecked: 0, differences: 0 })
  expect(verified.reservations).toBeGreaterThan(60)
  expect(verified.customers).toBeGreaterThan(10)
})

it('finds a row that the log does not tell of, without naming the guest', async () => {
  const { id } = await server.book({ customer: { name: 'Secreta' } })
  const lines = await damaged(
    () =>
      db.updateTable('reservations').set({ name: 'Otra Secreta', notes: 'x' }).where('id', '=', id).execute(),
    () => db.updateTable('reservations').set({ name: 'Secreta', notes: null }).where('id', '=', id).execute(),
  )
  expect(lines).toEqual([`business 1, reservation ${id}: customer, notes in the row and in the log differ`])
})

it('finds a gap, a counter that is off, and a line that says otherwise than its columns', async () => {
  const { id } = await server.book()
  await server.book()
  const row = await db
    .selectFrom('events')
    .selectAll()
    .where('reservation_id', '=', id)
    .executeTakeFirstOrThrow()
  const update = () => db.updateTable('events').where('business_id', '=', 1).where('seq', '=', row.seq)
  const gone = await damaged(
    () => db.deleteFrom('events').where('business_id', '=', 1).where('seq', '=', row.seq).execute(),
    () => db.insertInto('events').values(row).execute(),
  )
  expect(gone).toEqual([
    `business 1, event ${row.seq + 1}: the one before it is ${row.seq - 1}`,
    `business 1, reservation ${id}: it has a row and is not in the log`,
  ])
  const other = await damaged(
    () => update().set({ starts_at: null, type: 'reservation-updated' }).execute(),
    () => update().set({ starts_at: row.starts_at, type: row.type }).execute(),
  )
  expect(other).toContain(`business 1, event ${row.seq}: its data says otherwise than type, starts_at`)
  const counter = (by: number) =>
    db
      .updateTable('businesses')
      .set((business) => ({ seq: business('seq', '+', by) }))
      .where('id', '=', 1)
      .execute()
  expect(
    await damaged(
      () => counter(1),
      () => counter(-1),
    ),
  ).toEqual([`business 1: the last event is ${row.seq + 1}, and the counter says ${row.seq + 2}`])
})

it('finds counts that are off', async () => {
  const { id, code, startsAt } = await server.book({ customer: { name: 'Ana', phone: '5550002222' } })
  await server.scan(code)
  const quarter = (by: number) =>
    db
      .updateTable('quarter_counts')
      .set((row) => ({ arrived: row('arrived', '+', by) }))
      .where('business_id', '=', 1)
      .where('at', '<=', startsAt)
      .where('at', '>', new Date(Date.parse(startsAt) - 15 * 60_000).toISOString())
      .execute()
  const lines = await damaged(
    () => quarter(1),
    () => quarter(-1),
  )
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^business 1, quarter hour .*: arrived counted again differ$/)

  const visits = (count: number) =>
    db.updateTable('customers').set({ visits: count }).where('key', '=', 'tel:5550002222').execute()
  expect(
    await damaged(
      () => visits(7),
      () => visits(1),
    ),
  ).toEqual([`business 1, the customer of ${id}: visits and no-shows counted again differ`])
  const scan = (outcome: 'unknown' | 'admitted') =>
    db.updateTable('scans').set({ outcome }).where('reservation_id', '=', id).execute()
  expect(
    await damaged(
      () => scan('unknown'),
      () => scan('admitted'),
    ),
  ).toEqual([
    `business 1, reservation ${id}: scan_count is 1, and 0 scans let somebody in`,
    `business 1, reservation ${id}: arrived_count is 1, and scans let 0 in`,
  ])
})

it('checks what is left of a log whose beginning was deleted, and says how many it could not', async () => {
  const { seq } = await db
    .selectFrom('businesses')
    .select('seq')
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  await db.deleteFrom('events').where('business_id', '=', 1).where('seq', '<=', seq).execute()
  await server.book()
  const verified = await verify(db, () => undefined)
  expect(verified).toMatchObject({ ok: true, differences: 0 })
  expect(verified.notChecked).toBeGreaterThan(60)
})
