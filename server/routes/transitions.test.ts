import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  canTransition,
  reservationSchema,
  reservationStatuses,
  type ReservationStatus,
} from '../../contract/reservation.ts'
import { listResponseSchema } from '../../contract/api.ts'
import { problemIn } from '../testing/call.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

const put = (id: string, body: unknown) =>
  server.call('PUT', `/api/reservas/${id}`, { body, headers: { 'if-match': '*' } })
const counts = async () => {
  const { body } = await server.call('GET', '/api/reservas?businessId=1&include=stats')
  return listResponseSchema.parse(body).stats
}

/** How a party comes to be in each status. */
const ways: Record<ReservationStatus, ReservationStatus[]> = {
  pending: ['pending'],
  confirmed: ['confirmed'],
  waitlist: ['waitlist'],
  arrived: ['arrived'],
  seated: ['seated'],
  completed: ['seated', 'completed'],
  no_show: ['confirmed', 'no_show'],
  cancelled: ['confirmed', 'cancelled'],
}
async function partyThatIs(status: ReservationStatus): Promise<string> {
  const [begin, ...then] = ways[status]
  const { id } = await server.book({ status: begin })
  for (const next of then) await put(id, { status: next })
  return id
}

it.each(reservationStatuses)(
  'a party that is %s goes where the table says, and nowhere else',
  async (from) => {
    for (const to of reservationStatuses) {
      const id = await partyThatIs(from)
      const answer = await put(id, { status: to })
      if (canTransition(from, to)) expect(reservationSchema.parse(answer.body).status).toBe(to)
      else expect([to, problemIn(answer).code]).toEqual([to, 'invalid_transition'])
    }
  },
)

describe('a walk-in', () => {
  it('is in at once as a whole, and its ticket lets nobody else in', async () => {
    const before = await counts()
    const { id, code, arrivedCount, scanCount } = await server.book({ status: 'arrived', partySize: 5 })
    expect([arrivedCount, scanCount]).toEqual([5, 0])
    expect((await server.scan(code)).outcome).toBe('duplicate')
    expect((await counts())?.peopleIn).toBe((before?.peopleIn ?? 0) + 5)
    expect((await put(id, { partySize: 3 })).body).toMatchObject({ arrivedCount: 3 })
    await put(id, { status: 'completed' })
    expect(await counts()).toMatchObject({
      arrived: (before?.arrived ?? 0) + 3,
      peopleIn: before?.peopleIn,
    })
  })
})

it('a party that a host marks as seated counts as in, and its scans count when they come', async () => {
  const before = await counts()
  const { id, code } = await server.book({ partySize: 4 })
  expect((await put(id, { status: 'seated' })).body).toMatchObject({ arrivedCount: 0 })
  expect((await counts())?.peopleIn).toBe((before?.peopleIn ?? 0) + 4)
  await server.scan(code, { people: 3 })
  expect((await counts())?.peopleIn).toBe((before?.peopleIn ?? 0) + 3)
})

it('the waitlist keeps what was quoted, as an instant, until it is cleared', async () => {
  const { id, quotedFor } = await server.book({ status: 'waitlist', quotedFor: '2026-11-24T21:00:00+01:00' })
  expect(quotedFor).toBe('2026-11-24T20:00:00.000Z')
  expect((await put(id, { status: 'seated' })).body).toMatchObject({ quotedFor, arrivedCount: 0 })
  expect((await put(id, { quotedFor: null })).body).not.toHaveProperty('quotedFor')
  expect(await server.reservation(id)).not.toHaveProperty('quotedFor')
  for (const wrong of ['soon', 15, '2026-02-30T20:00:00Z', '']) {
    expect(problemIn(await put(id, { quotedFor: wrong })).code).toBe('validation')
  }
})

it('a full venue refuses nobody: its capacity informs', async () => {
  const body = { capacity: 1 }
  await server.call('PUT', '/api/admin/settings', { token: server.tokens.manager, body })
  expect((await server.book({ partySize: 200 })).partySize).toBe(200)
})
