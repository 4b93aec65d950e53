import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import { encodeTicket, ticketToSign } from '../../contract/ticket.ts'
import { venueDay, venueDayBounds } from '../../contract/venue-day.ts'
import { demoPin } from '../demo/seed.ts'
import { findBusiness } from '../storage/businesses.ts'
import { createTicketKeys } from '../tickets/keys.ts'
import { problemIn } from '../testing/call.ts'
import { movedClock } from '../testing/moved-clock.ts'
import { scanBody, startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const clock = movedClock()
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ now: clock.now })
})
afterAll(() => server.close())

const update = (id: string, body: unknown) =>
  server.call('PUT', `/api/reservas/${id}`, { body, headers: { 'if-match': '*' } })
const undo = (scanId: string, token = server.tokens.desk2) =>
  server.call('POST', `/api/reservas/qr-scan/${scanId}/undo`, { token })

describe('a scan', () => {
  it('admits a party in pieces, then is a duplicate that says who let it in', async () => {
    const { id } = await server.book({ partySize: 3 })
    const ticket = await server.ticket(id)
    expect(await server.scan(ticket)).toMatchObject({
      outcome: 'admitted',
      reservation: { arrivedCount: 1, scanCount: 1, status: 'arrived', version: 2 },
      scan: { people: 1, deviceName: 'Puesto 1', reservationId: id },
    })
    const second = await server.scan(ticket.toLowerCase(), { people: 2 })
    expect(second).toMatchObject({ outcome: 'admitted', reservation: { arrivedCount: 3 } })
    const third = await server.scan(ticket)
    expect(third).toMatchObject({
      outcome: 'duplicate',
      previous: { scanId: second.scan.scanId, deviceName: 'Puesto 1', at: second.scan.scannedAt },
      reservation: { arrivedCount: 3, version: 3 },
    })
  })

  it('reads the code that a guest says, in any case', async () => {
    const { code } = await server.book()
    expect((await server.scan(` ${code.toLowerCase()} `)).outcome).toBe('admitted')
    expect((await server.scan('AAAAAA')).outcome).toBe('unknown')
  })

  it('refuses what is none of ours, and says why', async () => {
    const { id } = await server.book()
    const ticket = await server.ticket(id)
    const at = ticket.length - 30
    const forged = ticket.slice(0, at) + (ticket[at] === 'A' ? 'B' : 'A') + ticket.slice(at + 1)
    expect((await server.scan(forged)).outcome).toBe('bad_signature')
    expect(await server.scan('https://example.com/menu')).toMatchObject({
      outcome: 'malformed',
      reason: 'other_kind',
    })
    expect(await server.scan('FD1ABC')).toMatchObject({ outcome: 'malformed' })
    expect((await server.scan(await signed({ keyId: 9 }))).outcome).toBe('bad_signature')
    expect((await server.scan(await signed({}))).outcome).toBe('unknown')
  })

  it('refuses a cancelled party, one that did not come, and one of another day', async () => {
    const { id } = await server.book()
    const ticket = await server.ticket(id)
    await update(id, { status: 'no_show' })
    expect((await server.scan(ticket)).outcome).toBe('no_show')
    await update(id, { status: 'confirmed' })
    await update(id, { status: 'cancelled' })
    expect((await server.scan(ticket)).outcome).toBe('cancelled')
    const tomorrow = await server.book({ startsAt: new Date(Date.now() + 30 * 3_600_000).toISOString() })
    expect(await server.scan(await server.ticket(tomorrow.id))).toMatchObject({
      outcome: 'wrong_day',
      reservation: { id: tomorrow.id, arrivedCount: 0 },
    })
    expect((await server.scan(tomorrow.code)).outcome).toBe('wrong_day')
  })

  it('refuses an old ticket as revoked, also of a party that was deleted', async () => {
    const { id } = await server.book()
    const old = await server.ticket(id)
    await update(id, { startsAt: new Date(Date.now() + 5 * 86_400_000).toISOString() })
    await update(id, { startsAt: new Date().toISOString() })
    expect(await server.scan(old)).toMatchObject({ outcome: 'revoked', reservation: { id } })
    const fresh = await server.ticket(id)
    await server.call('DELETE', `/api/reservas/${id}`, { headers: { 'if-match': '*' } })
    const gone = await server.scan(fresh)
    expect(gone.outcome).toBe('revoked')
    expect(gone).not.toHaveProperty('reservation')
  })

  it('admits more than the party by the right PIN only', async () => {
    const { id } = await server.book({ partySize: 1 })
    const ticket = await server.ticket(id)
    expect((await server.scan(ticket, { people: 2 })).outcome).toBe('over_capacity')
    expect(await server.scan(ticket, { people: 2, override: { pin: '0000' } })).toMatchObject({
      outcome: 'over_capacity',
      reason: 'wrong_pin',
    })
    expect(await server.scan(ticket, { people: 2, override: { pin: demoPin } })).toMatchObject({
      outcome: 'admitted',
      reservation: { arrivedCount: 2, partySize: 1 },
    })
  })

  it('stops the guessing of PINs', async () => {
    const { code } = await server.book({ partySize: 1 })
    const token = server.tokens.desk2
    const guess = () =>
      server.call('POST', '/api/reservas/qr-scan', {
        token,
        body: scanBody(code, { people: 2, override: { pin: '0001' } }),
      })
    for (let n = 0; n < 5; n++) expect((await guess()).body).toMatchObject({ reason: 'wrong_pin' })
    const refused = await guess()
    expect(problemIn(refused).code).toBe('rate_limited')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('gets the same answer again for the same scanId, whatever has happened since, and counts once', async () => {
    const { id, code } = await server.book({ partySize: 1 })
    const first = scanBody(code)
    const duplicate = scanBody(code)
    const post = (body: unknown) => server.call('POST', '/api/reservas/qr-scan', { body })
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(first)))
    for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body)
    expect(answers[0]?.body).toMatchObject({ outcome: 'admitted', reservation: { arrivedCount: 1 } })
    const second = await post(duplicate)
    expect(second.body).toMatchObject({ outcome: 'duplicate', previous: { scanId: first.scanId } })
    await update(id, { status: 'cancelled' })
    expect((await post(first)).body).toMatchObject({ outcome: 'admitted' })
    expect((await post(duplicate)).body).toMatchObject({
      outcome: 'duplicate',
      previous: { scanId: first.scanId },
      reservation: { status: 'cancelled' },
    })
    expect(await server.reservation(id)).toMatchObject({ arrivedCount: 1, scanCount: 1 })
  })

  it('is told to all with its reservation, and signed by the device of the token', async () => {
    const stream = await server.stream()
    await stream.frame('connected')
    const { code } = await server.book()
    const { scan, reservation } = await server.scan(code, { deviceId: 'another desk' })
    const { data } = await stream.frame('qr-scanned')
    expect(data).toMatchObject({ type: 'qr-scanned', scan, reservation, actor: { name: 'Puesto 1' } })
    expect(scan.deviceId).not.toBe('another desk')
    await server.scan('not a ticket')
    await stream.frame('qr-scanned')
  })

  it('is dated by the desk, unless its clock is off by more than a day', async () => {
    const { code } = await server.book()
    const yesterday = new Date(Date.now() - 20 * 3_600_000).toISOString()
    expect(await server.scan(code, { scannedAt: yesterday })).toMatchObject({
      outcome: 'wrong_day',
      scan: { scannedAt: yesterday },
    })
    expect((await server.scan(code, { scannedAt: '2001-01-01T00:00:00Z' })).outcome).toBe('admitted')
  })
})

describe('a verdict of the desk that differs', () => {
  it('is kept as a conflict that all see, and the party is not counted twice', async () => {
    const stream = await server.stream()
    await stream.frame('connected')
    const { id, code } = await server.book({ partySize: 1 })
    await server.scan(code)
    const late = scanBody(code, { deskOutcome: 'admitted' })
    const sent = await server.call('POST', '/api/reservas/qr-scan/batch', {
      token: server.tokens.desk2,
      body: { businessId: 1, scans: [late, late] },
    })
    expect(sent.body).toMatchObject({ results: [{ outcome: 'duplicate' }, { outcome: 'duplicate' }] })
    const conflict = await stream.frame('scan-conflict')
    expect(conflict.data).toMatchObject({
      scan: { outcome: 'duplicate', deviceName: 'Puesto 2' },
      reservation: { id, arrivedCount: 1 },
    })
    await server.book()
    await stream.frame('reservation-created')
    expect(stream.events().filter(({ type }) => type === 'scan-conflict')).toHaveLength(1)
  })

  it('is a conflict too when the desk says it only after the first answer was lost', async () => {
    const { code } = await server.book({ partySize: 1 })
    await server.scan(code)
    const lost = scanBody(code)
    await server.call('POST', '/api/reservas/qr-scan', { body: lost })
    const stream = await server.stream()
    await stream.frame('connected')
    await server.call('POST', '/api/reservas/qr-scan', { body: { ...lost, deskOutcome: 'admitted' } })
    expect((await stream.frame('scan-conflict')).data).toMatchObject({ scan: { scanId: lost.scanId } })
  })
})

it('judges the entries of a batch one by one, in their order', async () => {
  const { id, code } = await server.book({ partySize: 2 })
  const answer = await server.call('POST', '/api/reservas/qr-scan/batch', {
    body: {
      businessId: 1,
      scans: [scanBody(code), { nonsense: true }, scanBody(code), 7, scanBody(code)],
    },
  })
  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({
    results: [
      { outcome: 'admitted', reservation: { arrivedCount: 1 } },
      { problem: { code: 'validation' } },
      { outcome: 'admitted', reservation: { arrivedCount: 2 } },
      { problem: { code: 'validation' } },
      { outcome: 'duplicate' },
    ],
  })
  expect(await server.reservation(id)).toMatchObject({ arrivedCount: 2 })
})

describe('undo', () => {
  it('takes one admission back, once, and tells all', async () => {
    const stream = await server.stream()
    await stream.frame('connected')
    const { code } = await server.book()
    const { scan } = await server.scan(code)
    const first = await undo(scan.scanId)
    expect(first.body).toMatchObject({
      outcome: 'admitted',
      reservation: { arrivedCount: 0, scanCount: 0, status: 'confirmed' },
    })
    expect((await undo(scan.scanId)).body).toEqual(first.body)
    const { data } = await stream.frame('scan-undone')
    expect(data).toMatchObject({ actor: { name: 'Puesto 2' }, scan: { scanId: scan.scanId } })
    expect((await server.scan(code)).outcome).toBe('admitted')
  })

  it('is refused for a scan that admitted nobody, and for one that is not known', async () => {
    const { scan } = await server.scan('not a ticket')
    expect(problemIn(await undo(scan.scanId)).code).toBe('conflict')
    expect(problemIn(await undo(uuid())).code).toBe('not_found')
  })

  it('is for a manager after 15 minutes (the clock of the server is moved)', async () => {
    const { code } = await server.book()
    const { scan } = await server.scan(code)
    clock.aheadMs = 15 * 60_000 + 5000
    try {
      expect(problemIn(await undo(scan.scanId)).code).toBe('conflict')
      expect((await undo(scan.scanId, server.tokens.manager)).status).toBe(200)
    } finally {
      clock.aheadMs = 0
    }
  })
})

/** A ticket of nobody, signed with the business's own key. */
async function signed({ keyId = 1 }: { keyId?: number }): Promise<string> {
  const day = venueDay(new Date(), await findBusiness(server.db, 1))
  const bytes = ticketToSign({
    keyId,
    businessId: 1,
    ticketId: 'ab'.repeat(12),
    firstDay: day,
    lastDay: day,
    partySize: 2,
  })
  return encodeTicket(bytes, await createTicketKeys().sign(server.db, 1, 1, bytes))
}

describe('a desk whose clock is wrong', () => {
  it('is not refused while it asks, and what it has kept is dated by it as far as that can be', async () => {
    // Half an hour into the venue's day: a clock that is an hour late says another one.
    const venue = await findBusiness(server.db, 1)
    const tomorrow = venueDay(Date.now() + 86_400_000, venue)
    clock.aheadMs = venueDayBounds(tomorrow, venue).from.getTime() + 1_800_000 - Date.now()
    const { code, id } = await server.book({ partySize: 9 })
    const ticket = await server.ticket(id)
    const off = (hours: number) => new Date(Date.now() + clock.aheadMs + hours * 3_600_000).toISOString()
    for (const hours of [-1, 1, 2]) {
      expect((await server.scan(ticket, { scannedAt: off(hours) })).outcome).toBe('admitted')
      expect((await server.scan(code, { scannedAt: off(hours) })).outcome).toBe('admitted')
    }
    const kept = { deskOutcome: 'admitted' }
    expect((await server.scan(ticket, { scannedAt: off(1), ...kept })).outcome).toBe('admitted')
    expect((await server.scan(ticket, { scannedAt: off(-24 * 400), ...kept })).outcome).toBe('admitted')
    expect((await server.scan(ticket, { scannedAt: off(-48), ...kept })).outcome).toBe('wrong_day')
    clock.aheadMs = 0
  })
})
