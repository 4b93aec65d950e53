import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { connectionsSchema } from '../contract/presence.ts'
import { venueDay, venueDayBounds } from '../contract/venue-day.ts'
import { scanResponseSchema } from '../contract/scan.ts'
import { v7 } from 'uuid'
import { startProxy } from './testing/proxy.ts'
import type { Proxy } from './testing/proxy.ts'
import { realTimers, startDesk, temporaryFolder, until } from './testing/real-desk.ts'
import type { RealDesk } from './testing/real-desk.ts'
import { startRealServer } from './testing/real-server.ts'
import type { RealServer } from './testing/real-server.ts'

let server: RealServer
let proxy: Proxy
const folders: ReturnType<typeof temporaryFolder>[] = []
const desks: RealDesk[] = []
beforeAll(async () => {
  server = await startRealServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  proxy = await startProxy(server.url)
})
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.core.stop()
  await proxy.stop()
  for (const folder of folders.splice(0)) folder.remove()
})

interface Place {
  token?: string
  dataDir?: string
  aheadMs?: number
}

async function desk({ token = server.tokens.desk, dataDir, aheadMs = 0 }: Place = {}): Promise<RealDesk> {
  const folder = dataDir === undefined ? temporaryFolder() : undefined
  if (folder) folders.push(folder)
  const started = await startDesk({
    server: proxy.url,
    token,
    dataDir: dataDir ?? folder?.dir ?? '',
    timers: { ...realTimers, now: () => Date.now() + aheadMs },
  })
  desks.push(started)
  return started
}

it('learns a new key while it is connected, and alone it knows good tickets, replaced ones and those it cannot check', async () => {
  const it = await desk()
  await it.reaches('live')
  const [old, moved] = await Promise.all([server.create(), server.create()])
  const oldTicket = await server.ticket(old.id)
  const replaced = await server.ticket(moved.id)
  await server.ask('POST', `/api/reservas/${moved.id}/ticket`)
  await server.ask('POST', '/api/admin/ticket-keys', { leadHours: 0 })
  const signedAnew = await server.create()
  const newTicket = await server.ticket(signedAnew.id)
  await until(() => it.card(signedAnew.id))
  // It has heard of the key when a look at a ticket of it finds it good.
  const look = async (text: string) => {
    const found = await it.core.handlers.lookUp({
      text,
      source: 'manual',
      at: new Date().toISOString(),
      people: 1,
      again: false,
      others: [],
    })
    return found.ok ? found.value : undefined
  }
  await until(async () => expect(await look(newTicket)).toMatchObject({ outcome: 'admitted' }))

  proxy.down()
  expect(await it.scan(oldTicket)).toMatchObject({ outcome: 'admitted', reservation: { id: old.id } })
  expect(await it.scan(newTicket)).toMatchObject({ outcome: 'admitted' })
  expect(await it.scan(replaced)).toMatchObject({ outcome: 'revoked' })
})

it('has the list of refused tickets from its first start, also of parties that were deleted before', async () => {
  const gone = await server.create()
  const ticket = await server.ticket(gone.id)
  await server.remove(gone.id)
  const it = await desk()
  await it.reaches('live')
  proxy.down()
  expect(await it.scan(ticket)).toMatchObject({ outcome: 'revoked', provisional: true })
})

it('has tomorrow’s reservations before midnight, and the tickets of tomorrow say so today', async () => {
  const venue = { timeZone: 'Europe/Madrid', dayStartsAt: 5 }
  const day = venueDay(Date.now() + 86_400_000, venue)
  const noon = venueDayBounds(day, venue).from.getTime() + 7 * 3_600_000
  const made = await server.create({ startsAt: new Date(noon).toISOString() })
  const ticket = await server.ticket(made.id)
  const folder = temporaryFolder()
  folders.push(folder)
  const today = await desk({ dataDir: folder.dir })
  await today.reaches('live')
  proxy.down()
  expect(await today.scan(ticket)).toMatchObject({ outcome: 'wrong_day', reservation: { id: made.id } })
  await today.core.stop()
  desks.length = 0
  // The same desk a day later, with no network since (its clock is the test's).
  const tomorrow = await desk({ dataDir: folder.dir, aheadMs: noon - Date.now() })
  expect(await tomorrow.card(made.id)).toMatchObject({ arrivedCount: 0 })
  expect(await tomorrow.scan(ticket)).toMatchObject({ outcome: 'admitted', reservation: { id: made.id } })
})

it('two desks that admit one party alone: both see who let in whom; what one decides the other hears', async () => {
  const party = await server.create({ partySize: 2 })
  const ticket = await server.ticket(party.id)
  const [a, b] = await Promise.all([desk(), desk({ token: server.tokens.desk2 })])
  await Promise.all([a.reaches('live'), b.reaches('live')])
  await until(() => Promise.all([a.card(party.id), b.card(party.id)]))
  proxy.down()
  for (const it of [a, b]) expect(await it.scan(ticket, { people: 2 })).toMatchObject({ outcome: 'admitted' })
  proxy.up()
  for (const it of [a, b]) await it.core.handlers.retryNow(undefined)
  await Promise.all([a.sent(), b.sent()])
  const conflictsAt = async (it: RealDesk) => (await it.state()).conflicts
  for (const it of [a, b]) {
    await until(async () =>
      expect(await conflictsAt(it)).toMatchObject([
        {
          deskOutcome: 'admitted',
          scan: { outcome: 'duplicate', people: 2 },
          reservation: { id: party.id },
          admissions: [{ people: 2 }],
        },
      ]),
    )
  }
  const [conflict] = await conflictsAt(a)
  const scanId = conflict?.scan.scanId ?? ''
  expect(await a.core.handlers.decideConflict({ scanId, decision: 'keep' })).toMatchObject({ ok: true })
  expect(await b.core.handlers.decideConflict({ scanId, decision: 'annul' })).toMatchObject({
    ok: false,
    problem: { code: 'conflict' },
  })
  for (const it of [a, b]) {
    await until(async () => expect(await conflictsAt(it)).toEqual([]))
    await until(async () => expect(await it.card(party.id)).toMatchObject({ arrivedCount: 4 }))
  }
})

it('a clock an hour off (it is made): nobody is refused, times are the venue’s, and desk and manager are told', async () => {
  const hour = 3_600_000
  const [live, kept] = await Promise.all([server.create({ partySize: 1 }), server.create({ partySize: 1 })])
  const folder = temporaryFolder()
  folders.push(folder)
  const place = { dataDir: folder.dir, aheadMs: hour }
  const scannedAt = () => new Date(Date.now() + hour).toISOString()
  const near = (at: string) => Math.abs(Date.parse(at) - Date.now()) < hour / 2

  // It has never heard the server: what it dates is dated anew when it is sent.
  const first = await desk(place)
  await first.reaches('live')
  await until(async () => expect((await first.state()).freshness.clockOffsetMs).toBeGreaterThan(hour / 2))
  expect(await first.scan(await server.ticket(live.id), { at: scannedAt() })).toMatchObject({
    outcome: 'admitted',
  })
  expect((await first.state()).scans.every(({ at }) => near(at))).toBe(true)
  await until(async () => {
    const { connections } = connectionsSchema.parse(await server.ask('GET', '/api/admin/connections'))
    const offsets = connections.map(({ report }) => report?.clockOffsetMs ?? 0)
    expect(Math.max(...offsets)).toBeGreaterThan(hour / 2)
  })
  const ticket = await server.ticket(kept.id)
  await until(() => first.card(kept.id))
  await first.core.stop()
  desks.length = 0

  proxy.down()
  const again = await desk(place)
  const alone = await again.scan(ticket, { at: scannedAt() })
  expect(alone).toMatchObject({ outcome: 'admitted', provisional: true })
  proxy.up()
  await again.core.handlers.retryNow(undefined)
  await again.sent()
  const repeated = scanResponseSchema.parse(
    await server.ask(
      'POST',
      '/api/reservas/qr-scan',
      {
        businessId: server.businessId,
        code: ticket,
        people: 1,
        scanId: alone.scanId,
        scannedAt: new Date().toISOString(),
        deviceId: v7(),
      },
      server.tokens.desk,
    ),
  )
  expect(repeated.outcome).toBe('admitted')
  expect(near(z.string().parse(repeated.scan.scannedAt))).toBe(true)
})
