import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import { listResponseSchema } from '../../contract/api.ts'
import { peopleIn } from '../../contract/party.ts'
import { reservationStatuses, type Reservation } from '../../contract/reservation.ts'
import { venueDay } from '../../contract/venue-day.ts'
import { findBusiness } from '../storage/businesses.ts'
import { problemIn } from '../testing/call.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { verify } from '../verify/verify.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

const list = async (more: string) => {
  const answer = await server.call('GET', `/api/reservas?businessId=1&include=stats,clients${more}`)
  return listResponseSchema.parse(answer.body)
}

it('comes with the list where it is asked for, and with an ETag of its own', async () => {
  const plain = await server.call('GET', '/api/reservas?businessId=1')
  expect(Object.keys(listResponseSchema.parse(plain.body)).sort()).toEqual(['cursor', 'epoch', 'reservas'])
  const full = await server.call('GET', '/api/reservas?businessId=1&include=clients,stats,stats')
  expect(problemIn(full).code).toBe('validation')
  const both = await server.call('GET', '/api/reservas?businessId=1&include=clients,stats')
  const { stats, reservas } = listResponseSchema.parse(both.body)
  expect(stats?.expected).toBeGreaterThan(50)
  expect(stats?.byQuarter.reduce((sum, quarter) => sum + quarter.expected, 0)).toBe(stats?.expected)
  expect(stats?.waitlist).toBe(reservas.filter(({ status }) => status === 'waitlist').length)
  const only = await server.call('GET', '/api/reservas?businessId=1&include=stats')
  const etags = [plain, both, only].map(({ headers }) => headers.get('etag'))
  expect(new Set(etags).size).toBe(3)
  for (const include of ['', 'stats,', 'x', 'stats&include=clients']) {
    expect(problemIn(await server.call('GET', `/api/reservas?businessId=1&include=${include}`)).code).toBe(
      'validation',
    )
  }
})

it('knows a guest again by phone, whatever it is written like, and forgets a visit that was taken back', async () => {
  const earlier = await server.book({
    customer: { name: 'Ana', phone: '+52 55 7777 0001' },
    startsAt: '2025-05-05T20:00:00Z',
    status: 'seated',
  })
  const later = await server.book({
    customer: { name: 'Ana M.', phone: '0052 (55) 7777-0001' },
    startsAt: '2031-05-05T20:00:00Z',
  })
  // Where the demo's venue is depends on the hour: with it, on which day this party is.
  const day = venueDay(later.startsAt, await findBusiness(server.db, 1))
  const client = async () => (await list(`&date=${day}`)).clients
  const key = 'tel:525577770001'
  expect(await client()).toEqual([{ key, visits: 1, noShows: 0, lastVisitAt: earlier.startsAt }])
  const put = (id: string, body: unknown) =>
    server.call('PUT', `/api/reservas/${id}`, { body, headers: { 'if-match': '*' } })
  await put(later.id, { status: 'arrived' })
  expect(await client()).toEqual([{ key, visits: 2, noShows: 0, lastVisitAt: later.startsAt }])
  await put(later.id, { status: 'confirmed' })
  await put(later.id, { status: 'no_show' })
  expect(await client()).toEqual([{ key, visits: 1, noShows: 1, lastVisitAt: earlier.startsAt }])
  await put(later.id, { customer: { name: 'Otra' } })
  expect(await client()).toEqual([])
})

const statuses = fc.constantFrom(...reservationStatuses)
const guests = fc.constantFrom<Reservation['customer']>(
  { name: 'Ana', phone: '5551110001' },
  { name: 'Beto', phone: '(555) 111-0001', email: 'beto@example.com' },
  { name: 'Caro', email: 'CARO@example.com' },
  { name: 'Nadie' },
)
const step = fc.oneof(
  fc.record({
    kind: fc.constant('book' as const),
    status: fc.constantFrom('confirmed', 'pending', 'waitlist', 'confirmed', 'seated', 'confirmed'),
    partySize: fc.integer({ min: 1, max: 5 }),
    minutes: fc.integer({ min: 0, max: 2000 }),
    customer: guests,
  }),
  fc.record({
    kind: fc.constant('change' as const),
    party: fc.nat(9),
    changes: fc.oneof(
      fc.record({ status: statuses }),
      fc.record({ partySize: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ minutes: fc.integer({ min: 0, max: 2000 }) }),
      fc.record({ customer: guests }),
    ),
  }),
  fc.record({ kind: fc.constant('scan' as const), party: fc.nat(9), people: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ kind: fc.constant('undo' as const), scan: fc.nat(9) }),
  fc.record({ kind: fc.constant('delete' as const), party: fc.nat(9) }),
)

it('kept counts are those that counting again gives, after any changes (property; the time is made up)', async () => {
  await server.close()
  server = await startTestServer({ now: () => new Date('2027-03-04T10:00:00Z') })
  const day = '2027-03-0'
  const begin = Date.parse(`${day}3T18:00:00Z`)
  const at = (minutes: number): string => new Date(begin + minutes * 60_000).toISOString()
  const headers = { 'if-match': '*' }
  const parties: Reservation[] = []
  const scans: string[] = []
  const some = <T>(values: T[], index: number): T | undefined => values[index % Math.max(1, values.length)]

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40, size: 'max' }), async (steps) => {
      for (const action of steps) {
        if (action.kind === 'book') {
          const { status, partySize, customer, minutes } = action
          parties.unshift(await server.book({ status, partySize, customer, startsAt: at(minutes) }))
        } else if (action.kind === 'undo') {
          const scanId = some(scans, action.scan)
          if (scanId !== undefined) await server.call('POST', `/api/reservas/qr-scan/${scanId}/undo`)
        } else {
          const party = some(parties, action.party)
          if (!party) continue
          if (action.kind === 'scan') {
            const scanId = uuid()
            scans.unshift(scanId)
            await server.scan(party.code, { scanId, people: action.people, scannedAt: party.startsAt })
          } else if (action.kind === 'delete') {
            await server.call('DELETE', `/api/reservas/${party.id}`, { headers })
          } else {
            const { changes } = action
            const body = 'minutes' in changes ? { startsAt: at(changes.minutes) } : changes
            await server.call('PUT', `/api/reservas/${party.id}`, { headers, body })
          }
        }
      }
      for (const which of [3, 4, 5]) {
        const { reservas, stats } = await list(`&date=${day}${which}`)
        expect(stats).toMatchObject(recounted(reservas))
      }
      const lines: string[] = []
      await verify(server.db, (line) => lines.push(line))
      expect(lines).toEqual([])
    }),
    { numRuns: 12 },
  )
  // The sequences were not all refusals.
  const ids = parties.map(({ id }) => id)
  const admitted = await server.db
    .selectFrom('scans')
    .select('undone_at')
    .where('outcome', '=', 'admitted')
    .where('reservation_id', 'in', ids)
    .execute()
  expect(admitted.filter((scan) => scan.undone_at === null).length).toBeGreaterThan(5)
  expect(admitted.filter((scan) => scan.undone_at !== null).length).toBeGreaterThan(0)
})

/** Counts by the plain meaning of the words, apart from the contract's own sums. */
function recounted(reservas: Reservation[]) {
  const of = (...names: string[]) => reservas.filter(({ status }) => names.includes(status))
  const sum = (rows: Reservation[], count: (row: Reservation) => number): number =>
    rows.reduce((total, row) => total + count(row), 0)
  const expected = of('pending', 'confirmed', 'arrived', 'seated', 'completed')
  return {
    expected: sum(expected, ({ partySize }) => partySize),
    arrived: sum(expected, peopleIn),
    peopleIn: sum(
      expected.filter(({ status }) => status !== 'completed'),
      peopleIn,
    ),
    noShows: of('no_show').length,
    cancelled: of('cancelled').length,
    waitlist: of('waitlist').length,
  }
}
