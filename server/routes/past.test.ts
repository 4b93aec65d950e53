import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import { historyResponseSchema, listResponseSchema } from '../../contract/api.ts'
import { lastSeq } from '../events/log.ts'
import { problemIn } from '../testing/call.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

const seq = (): Promise<number> => lastSeq(server.db, 1)
const get = (path: string) => server.call('GET', path, { token: server.tokens.manager })
const put = (id: string, changes: unknown) =>
  server.call('PUT', `/api/reservas/${id}`, { body: changes, headers: { 'if-match': '*' } })
const list = async (at: number | string, more = '') =>
  listResponseSchema.parse((await get(`/api/reservas?businessId=1&at=${at}${more}`)).body)
const now = async () => listResponseSchema.parse((await get('/api/reservas?businessId=1')).body)

describe('the history of a reservation', () => {
  it('is all that has happened to it, in order, also once it is deleted', async () => {
    const { id, code } = await server.book({ partySize: 2 })
    await server.book()
    const { scan } = await server.scan(code)
    await server.call('POST', `/api/reservas/qr-scan/${scan.scanId}/undo`)
    await put(id, { status: 'no_show' })
    await server.call('DELETE', `/api/reservas/${id}`, { headers: { 'if-match': '*' } })
    const { events, more, complete } = historyResponseSchema.parse(
      (await get(`/api/reservas/${id}/history`)).body,
    )
    expect(events.map(({ type }) => type)).toEqual([
      'reservation-created',
      'qr-scanned',
      'scan-undone',
      'reservation-updated',
      'reservation-deleted',
    ])
    expect([more, complete]).toEqual([false, true])
    const third = events[2]?.seq ?? 0
    const rest = historyResponseSchema.parse((await get(`/api/reservas/${id}/history?since=${third}`)).body)
    expect(rest.events).toEqual(events.slice(3))
  })

  it('is for managers, of a reservation that there is', async () => {
    const { id } = await server.book()
    expect(problemIn(await server.call('GET', `/api/reservas/${id}/history`)).code).toBe('forbidden')
    expect(problemIn(await get(`/api/reservas/${uuid()}/history`)).code).toBe('not_found')
    expect(problemIn(await get('/api/reservas/x/history')).code).toBe('validation')
    expect(problemIn(await get(`/api/reservas/${id}/history?since=-1`)).code).toBe('validation')
  })
})

describe('the list as it stood', () => {
  it('is the list that there was, after each event', async () => {
    const begin = await now()
    expect((await list(begin.cursor)).reservas).toEqual(begin.reservas)

    const booked = await server.book()
    const afterBooking = await now()
    await put(booked.id, { notes: 'x' })
    await server.scan(booked.code)
    const afterScan = await now()
    await put(booked.id, { startsAt: new Date(Date.now() + 3 * 86_400_000).toISOString() })
    await server.call('DELETE', `/api/reservas/${begin.reservas[0]?.id}`, { headers: { 'if-match': '*' } })
    const end = await now()

    for (const then of [begin, afterBooking, afterScan, end]) {
      expect(await list(then.cursor)).toEqual({ ...then, complete: true })
    }
    expect(await list(0)).toMatchObject({ reservas: [], cursor: 0, complete: true })
  })

  it('is found by a time, and by the day that it was then', async () => {
    const { cursor, reservas } = await now()
    const time = new Date().toISOString()
    await until(() => Date.now() > Date.parse(time))
    await server.book()
    expect(await list(time)).toMatchObject({ reservas, cursor, complete: true })
    expect((await list('2001-01-01T00:00:00Z')).reservas).toEqual([])
    const other = await list(cursor, '&date=2031-05-05')
    expect(other).toMatchObject({ reservas: [], cursor, complete: true })
  })

  it('refuses what is not a moment, what is to come, and desks', async () => {
    expect(problemIn(await get(`/api/reservas?businessId=1&at=${(await seq()) + 1}`)).code).toBe('not_found')
    for (const at of ['', '-1', 'yesterday', '1e3', '2026-13-01T00:00:00Z', '999999999999999999']) {
      expect(problemIn(await get(`/api/reservas?businessId=1&at=${at}`)).code).toBe('validation')
    }
    expect(problemIn(await get('/api/reservas?businessId=1&at=1&include=stats')).code).toBe('validation')
    expect(problemIn(await server.call('GET', '/api/reservas?businessId=1&at=1')).code).toBe('forbidden')
  })
})

describe('where the beginning of the log was deleted', () => {
  it('says what it still knows, and whether that is all', async () => {
    const untouched = await server.book()
    const touched = await server.book()
    const cut = await seq()
    await server.db.deleteFrom('events').where('business_id', '=', 1).where('seq', '<=', cut).execute()
    const first = await server.book()
    const between = await now()
    expect(await list(between.cursor)).toEqual({ ...between, complete: true })
    await put(touched.id, { notes: 'y' })

    const then = await list(first.version === 1 ? between.cursor : 0)
    expect(then.complete).toBe(false)
    const ids = then.reservas.map(({ id }) => id)
    expect(ids).toContain(untouched.id)
    expect(ids).not.toContain(touched.id)
    expect(await list(await seq())).toEqual({ ...(await now()), complete: true })
    expect(problemIn(await get(`/api/reservas?businessId=1&at=${cut}`)).code).toBe('not_found')
    const history = historyResponseSchema.parse((await get(`/api/reservas/${touched.id}/history`)).body)
    expect(history).toMatchObject({ complete: false, more: false, events: [{ type: 'reservation-updated' }] })
  })
})
