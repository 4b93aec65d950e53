import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { identitySchema, revokedTicketsSchema } from '../../contract/api.ts'
import { rotatedKeySchema } from '../../contract/identity.ts'
import { reservationSchema } from '../../contract/reservation.ts'
import { decodeTicket } from '../../contract/ticket.ts'
import { movedClock } from '../testing/moved-clock.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const clock = movedClock()
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ now: clock.now })
})
afterAll(() => server.close())

const revoked = async (query = '') =>
  revokedTicketsSchema.parse((await server.call('GET', `/api/tickets/revoked${query}`)).body)
const keyOf = async (id: string) => decodeTicket(await server.ticket(id))?.ticket.keyId

it('a new ticket revokes the old, once for each command, and is in the list of those that are refused', async () => {
  const { id, ticketId } = await server.book({ partySize: 2 })
  const old = await server.ticket(id)
  const { cursor } = await revoked()
  const ask = () =>
    server.call('POST', `/api/reservas/${id}/ticket`, { headers: { 'idempotency-key': `new-${id}` } })
  const first = await ask()
  expect(first.status).toBe(201)
  expect((await ask()).body).toEqual(first.body)
  const fresh = reservationSchema.parse(first.body)
  expect(fresh).toMatchObject({ id, version: 2 })
  expect(fresh.ticketId).not.toBe(ticketId)
  expect(await server.scan(old)).toMatchObject({ outcome: 'revoked', reservation: { id } })
  expect((await server.scan(await server.ticket(id))).outcome).toBe('admitted')

  expect((await revoked()).revoked.map((one) => one.ticketId)).toContain(ticketId)
  expect((await revoked(`?since=${cursor}`)).revoked).toMatchObject([{ ticketId }])
  expect((await revoked(`?since=${(await revoked()).cursor}`)).revoked).toEqual([])
})

it('a new key is known to desks at once, signs after its lead, and leaves old tickets valid', async () => {
  const before = await server.book({ partySize: 2 })
  const stream = await server.stream()
  const answer = await server.call('POST', '/api/admin/ticket-keys', {
    token: server.tokens.manager,
    body: { leadHours: 2 },
  })
  const { keyId } = rotatedKeySchema.parse(answer.body)
  await stream.frame('settings-changed')
  const { ticketKeys } = identitySchema.parse((await server.call('GET', '/api/devices/me')).body)
  expect(ticketKeys.map((key) => key.keyId)).toEqual([1, keyId])

  expect(await keyOf((await server.book()).id)).toBe(1)
  clock.aheadMs = 3 * 3_600_000
  const after = await server.book()
  clock.aheadMs = 0
  expect(await keyOf(after.id)).toBe(keyId)
  expect((await server.scan(await server.ticket(before.id))).outcome).toBe('admitted')
})
