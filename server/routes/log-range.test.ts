import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { listResponseSchema, logRangeSchema } from '../../contract/api.ts'
import { deskEventSchema } from '../../contract/events.ts'
import type { Reservation } from '../../contract/reservation.ts'
import { venueDay } from '../../contract/venue-day.ts'
import { findBusiness } from '../storage/businesses.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

const get = async (path: string) => (await server.call('GET', path, { token: server.tokens.manager })).body
const range = async (date: string) =>
  logRangeSchema.parse(await get(`/api/admin/log-range?businessId=1&date=${date}`))
const listAt = async (seq: number, date: string) =>
  listResponseSchema.parse(await get(`/api/reservas?businessId=1&date=${date}&at=${seq}`))
const pageSchema = z.object({ events: z.array(deskEventSchema), cursor: z.number(), more: z.boolean() })

it('an evening is played again from its first event, page by page, and ends as it was', async () => {
  for (let n = 0; n < 520; n++) await server.book()
  const { code } = await server.book()
  await server.scan(code)
  const today = venueDay(new Date(), await findBusiness(server.db, 1))
  const { firstSeq, lastSeq, complete } = await range(today)
  if (firstSeq === null || lastSeq === null) throw new Error('nothing has happened today')
  expect(complete).toBe(true)

  const start = await listAt(firstSeq, today)
  const rows = new Map<string, Reservation>(start.reservas.map((row) => [row.id, row]))
  let cursor = firstSeq
  let pages = 0
  while (cursor < lastSeq) {
    const page = pageSchema.parse(await get(`/api/reservas/changes?businessId=1&since=${cursor}`))
    pages += 1
    for (const event of page.events) {
      if (event.type === 'reservation-deleted') rows.delete(event.reservation.id)
      else if ('reservation' in event && event.reservation) rows.set(event.reservation.id, event.reservation)
    }
    cursor = page.cursor
  }
  expect(pages).toBeGreaterThan(1)
  const end = await listAt(lastSeq, today)
  const byId = (a: Reservation, b: Reservation): number => (a.id < b.id ? -1 : 1)
  const isToday = new Set(end.reservas.map(({ id }) => id))
  expect([...rows.values()].filter(({ id }) => isToday.has(id)).sort(byId)).toEqual(end.reservas.sort(byId))
})

it('says that nothing has happened on a day, and that the log no longer reaches back to one', async () => {
  expect(await range('2031-01-01')).toMatchObject({ firstSeq: null, lastSeq: null, complete: true })
  await server.db.deleteFrom('events').where('business_id', '=', 1).where('seq', '<=', 3).execute()
  expect(await range('2021-01-01')).toMatchObject({ firstSeq: null, lastSeq: null, complete: false })
})
