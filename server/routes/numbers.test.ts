import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { busiestCount, numbersSchema } from '../../contract/numbers.ts'
import { venueDay, venueDayBounds } from '../../contract/venue-day.ts'
import { findBusiness } from '../storage/businesses.ts'
import { problemIn } from '../testing/call.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

const ask = (from: string, to: string) =>
  server.call('GET', `/api/admin/numbers?businessId=1&from=${from}&to=${to}`, {
    token: server.tokens.manager,
  })

it('adds a day up: guests as the bar counts them, scans by outcome, desk and quarter, the busiest minutes', async () => {
  const venue = await findBusiness(server.db, 1)
  const today = venueDay(new Date(), venue)
  const { from, to } = venueDayBounds(today, venue)
  // More than come in any minute of the demo, whatever the hour.
  const { code } = await server.book({ partySize: 250 })
  const { code: other } = await server.book({ partySize: 1 })
  // In the day's first quarters, where the demo has nobody.
  const at = (minutes: number) => ({
    scannedAt: new Date(from.getTime() + minutes * 60_000 + 7000).toISOString(),
  })
  await server.scan(code, { ...at(1), people: 200 })
  await server.scan(code, { ...at(16) })
  await server.scan(other, at(16))
  const undone = await server.scan(code, at(17))
  await server.call('POST', `/api/reservas/qr-scan/${undone.scan.scanId}/undo`, {})
  await server.scan('nobody knows this', at(18))

  const { days } = numbersSchema.parse((await ask(today, today)).body)
  const { stats } = (await server.call('GET', '/api/reservas?businessId=1&include=stats')).body as {
    stats: { expected: number; arrived: number; noShows: number; cancelled: number }
  }
  const { reservas } = (await server.call('GET', '/api/reservas?businessId=1')).body as {
    reservas: { status: string }[]
  }
  const [day] = days
  expect(days).toHaveLength(1)
  expect(day).toMatchObject({
    date: today,
    from: from.toISOString(),
    to: to.toISOString(),
    expected: stats.expected,
    arrived: stats.arrived,
    noShows: stats.noShows,
    cancelled: stats.cancelled,
    parties: reservas.filter(({ status }) => !['cancelled', 'no_show', 'waitlist'].includes(status)).length,
  })
  const rows = await server.db.selectFrom('scans').selectAll().where('business_id', '=', 1).execute()
  const ofDay = rows.filter(({ scanned_at: when }) => when >= from.toISOString() && when < to.toISOString())
  const byOutcome = Object.fromEntries(
    [...new Set(ofDay.map(({ outcome }) => outcome))].map((outcome) => [
      outcome,
      ofDay.filter((row) => row.outcome === outcome).length,
    ]),
  )
  expect(day?.scansByOutcome).toEqual(byOutcome)
  expect(day?.scansByDesk.reduce((sum, { scans }) => sum + scans, 0)).toBe(ofDay.length)
  expect(day?.scansByDesk.slice(0, 2)).toMatchObject([
    { at: from.toISOString(), deviceName: 'Puesto 1', scans: 1 },
    { at: new Date(from.getTime() + 15 * 60_000).toISOString(), scans: 4 },
  ])
  expect(day?.busiestMinutes).toContainEqual({
    at: at(1).scannedAt.slice(0, 17) + '00.000Z',
    people: 200,
    scans: 1,
  })
  expect(day?.busiestMinutes.length).toBeLessThanOrEqual(busiestCount)
  const people = day?.busiestMinutes.map((minute) => minute.people) ?? []
  expect(people).toEqual([...people].sort((a, b) => b - a))
})

it('a day that was busier than all others gives all minutes that are shown of them', async () => {
  const venue = await findBusiness(server.db, 1)
  const today = venueDay(new Date(), venue)
  const { from } = venueDayBounds(today, venue)
  const { code } = await server.book({ partySize: 250 })
  for (let minute = 0; minute <= busiestCount; minute++) {
    const scannedAt = new Date(from.getTime() + minute * 60_000).toISOString()
    await server.scan(code, { scannedAt, people: 20 })
  }
  const { days } = numbersSchema.parse((await ask(today, today)).body)
  expect(days[0]?.busiestMinutes).toHaveLength(busiestCount)
})

it('gives every day asked for, also those without anybody, 92 at most', async () => {
  const { days } = numbersSchema.parse((await ask('2026-03-01', '2026-05-31')).body)
  expect(days).toHaveLength(92)
  // The clock moves forward in this zone or it does not: each day begins where the one before ends.
  expect(days.slice(1).map(({ from }) => from)).toEqual(days.slice(0, -1).map(({ to }) => to))
  expect(days[0]).toMatchObject({
    date: '2026-03-01',
    scansByOutcome: {},
    scansByDesk: [],
    busiestMinutes: [],
  })
})

it.each([
  ['2026-03-01', '2026-06-01'],
  ['2026-03-02', '2026-03-01'],
  ['2026-02-30', '2026-03-01'],
  ['x', '2026-03-01'],
])('from %s to %s is refused', async (from, to) => {
  expect(problemIn(await ask(from, to)).code).toBe('validation')
})
