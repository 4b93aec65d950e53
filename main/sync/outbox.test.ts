import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Reservation } from '../../contract/reservation.ts'
import { startProxy } from '../testing/proxy.ts'
import type { Proxy } from '../testing/proxy.ts'
import { startDesk, temporaryFolder, until } from '../testing/real-desk.ts'
import type { RealDesk } from '../testing/real-desk.ts'
import { startRealServer } from '../testing/real-server.ts'
import type { RealServer } from '../testing/real-server.ts'

// Processes are started and killed here: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: RealServer
let proxy: Proxy
let folder: ReturnType<typeof temporaryFolder>
let desk: RealDesk

beforeAll(async () => {
  server = await startRealServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  folder = temporaryFolder()
  proxy = await startProxy(server.url)
  desk = await startDesk({ server: proxy.url, token: server.tokens.desk, dataDir: folder.dir })
  await desk.reaches('live')
})
afterEach(async () => {
  await desk.core.stop()
  await proxy.stop()
  folder.remove()
})

const writes = () => proxy.requests.filter((line) => /^(?:POST|PUT) \/api\/reservas/.test(line))
const edit = (id: string, changes: Record<string, unknown>) =>
  desk.core.handlers.updateReservation({ id, changes })

/** A new reservation that the desk has on its screen. */
async function known(fields: Record<string, unknown> = {}): Promise<Reservation> {
  const made = await server.create(fields)
  await until(() => desk.card(made.id))
  return made
}

async function alone(): Promise<void> {
  proxy.down()
  await desk.reaches('reconnecting')
  proxy.requests.length = 0
}

async function back(): Promise<void> {
  proxy.up()
  await desk.core.handlers.retryNow(undefined)
  await desk.reaches('live')
  await desk.sent()
}

describe('the outbox', () => {
  it('sends in order, scans that stand together as one batch', async () => {
    const [a, b] = [await known({ partySize: 5 }), await known({ partySize: 5 })]
    const tickets = [await server.ticket(a.id), await server.ticket(b.id)]
    await alone()
    await edit(a.id, { table: '1' })
    for (const text of [...tickets, ...tickets]) await desk.scan(text, { again: true })
    await edit(b.id, { table: '2' })
    await back()
    expect(writes()).toEqual([
      `PUT /api/reservas/${a.id}`,
      'POST /api/reservas/qr-scan/batch',
      `PUT /api/reservas/${b.id}`,
    ])
    for (const [id, table] of [
      [a.id, '1'],
      [b.id, '2'],
    ] as const) {
      expect(await server.get(id)).toMatchObject({ arrivedCount: 2, scanCount: 2, table })
    }
  })

  it('sends an edit with the version of the answer before it, on top of an own creation too', async () => {
    await alone()
    const made = await desk.core.handlers.createReservation({
      customer: { name: 'Ana Gil' },
      startsAt: new Date().toISOString(),
      partySize: 2,
    })
    if (!made.ok) throw new Error(made.problem.code)
    const { id } = made.value
    await edit(id, { notes: 'uno' })
    await edit(id, { notes: 'dos', table: '8' })
    await edit(id, { status: 'seated' })
    expect(await desk.card(id)).toMatchObject({ status: 'seated', notes: 'dos', pending: true })
    await back()
    expect(await server.get(id)).toMatchObject({ version: 4, status: 'seated', notes: 'dos', table: '8' })
    expect(await desk.state()).toMatchObject({ outbox: { waiting: 0, setAside: [] } })
  })

  it('merges with what others changed elsewhere in the row', async () => {
    const made = await known()
    await alone()
    await edit(made.id, { table: '3' })
    await server.update(made.id, { notes: 'alergia' })
    await back()
    expect(await server.get(made.id)).toMatchObject({ table: '3', notes: 'alergia' })
  })

  it('merges also where the server says 412 first', async () => {
    const made = await known()
    // The desk hears of the other change only from the answer to its own.
    proxy.answer(/^GET /, 503, {}, '')
    await alone()
    await server.update(made.id, { notes: 'alergia' })
    const current = await server.get(made.id)
    const problem = { type: 'x', title: 'x', status: 412, code: 'precondition_failed', current }
    proxy.answer(/^PUT /, 412, { 'content-type': 'application/problem+json' }, JSON.stringify(problem))
    await edit(made.id, { table: '3' })
    await back()
    expect(await server.get(made.id)).toMatchObject({ table: '3', notes: 'alergia' })
  })

  it('sets an edit aside whose field somebody else has changed, and the rest goes on', async () => {
    const [a, b] = [await known(), await known()]
    await alone()
    await edit(a.id, { table: '3' })
    await edit(b.id, { table: '4' })
    await server.update(a.id, { table: '7' })
    await back()
    const { outbox } = await desk.state()
    expect(outbox.setAside).toMatchObject([
      { kind: 'update', code: 'precondition_failed', name: 'Marta Ruiz' },
    ])
    expect(await server.get(a.id)).toMatchObject({ table: '7' })
    expect(await server.get(b.id)).toMatchObject({ table: '4' })
    await until(async () => expect(await desk.card(a.id)).toMatchObject({ table: '7', pending: false }))
    const [aside] = outbox.setAside
    await desk.core.handlers.dismissSetAside({ id: aside?.id ?? '' })
    expect((await desk.state()).outbox.setAside).toEqual([])
  })

  it('sets aside what the server will never take, with all that stands on it', async () => {
    const other = await known()
    await alone()
    const made = await desk.core.handlers.createReservation({
      customer: { name: 'Nadie' },
      startsAt: new Date().toISOString(),
      partySize: 2,
    })
    if (!made.ok) throw new Error(made.problem.code)
    await edit(made.value.id, { notes: 'x' })
    await edit(other.id, { notes: 'y' })
    const problem = JSON.stringify({ type: 'x', title: 'x', status: 400, code: 'validation' })
    proxy.answer(/^POST \/api\/reservas$/, 400, { 'content-type': 'application/problem+json' }, problem)
    await back()
    expect((await desk.state()).outbox.setAside).toMatchObject([
      { kind: 'create', code: 'validation', name: 'Nadie' },
      { kind: 'update', code: 'validation' },
    ])
    await expect(desk.card(made.value.id)).rejects.toThrow('no card')
    expect(await server.get(other.id)).toMatchObject({ notes: 'y' })
  })

  it('asks again for an edit whose answer was lost, and it is done once', async () => {
    const made = await known()
    const lost = proxy.loseAnswerTo(/^PUT /)
    await edit(made.id, { table: '6' })
    await lost
    expect((await desk.state()).outbox.waiting).toBe(1)
    await desk.core.handlers.retryNow(undefined)
    await desk.sent()
    expect(await server.get(made.id)).toMatchObject({ table: '6', version: 2 })
    await until(async () => expect(await desk.card(made.id)).toMatchObject({ version: 2, pending: false }))
  })

  it('knows an edit for done whose answer was lost, though somebody has changed the field since', async () => {
    const made = await known()
    const lost = proxy.loseAnswerTo(/^PUT /)
    await edit(made.id, { table: '6' })
    await lost
    await server.update(made.id, { table: '7' })
    await desk.core.handlers.retryNow(undefined)
    await desk.sent()
    expect((await desk.state()).outbox.setAside).toEqual([])
    await until(async () => expect(await desk.card(made.id)).toMatchObject({ table: '7', pending: false }))
  })

  it('waits as long as the server asks, whatever the host presses', async () => {
    const made = await known()
    const problem = JSON.stringify({ type: 'x', title: 'x', status: 429, code: 'rate_limited' })
    const headers = { 'content-type': 'application/problem+json', 'retry-after': '4' }
    proxy.answer(/^PUT /, 429, headers, problem)
    const began = Date.now()
    await edit(made.id, { table: '6' })
    await until(() => expect(writes()).toHaveLength(1))
    await desk.core.handlers.retryNow(undefined)
    await desk.sent()
    expect(Date.now() - began).toBeGreaterThanOrEqual(4_000)
    expect(await server.get(made.id)).toMatchObject({ table: '6' })
  })

  it('a scan that was never sent is taken back without the server', async () => {
    const made = await known()
    const text = await server.ticket(made.id)
    await alone()
    const { scanId } = await desk.scan(text)
    expect(await desk.core.handlers.undoScan({ scanId })).toMatchObject({ ok: true, value: { undone: true } })
    expect(await desk.state()).toMatchObject({ outbox: { waiting: 0 }, scans: [{ scanId, undone: true }] })
    expect(await desk.card(made.id)).toMatchObject({ arrivedCount: 0, pending: false })
    await back()
    expect(await server.get(made.id)).toMatchObject({ scanCount: 0 })
  })

  it('stops where the desk may not speak any more, and throws nothing away', async () => {
    const made = await known()
    const problem = JSON.stringify({ type: 'x', title: 'x', status: 401, code: 'unauthorized' })
    proxy.answer(/^PUT /, 401, { 'content-type': 'application/problem+json' }, problem)
    await edit(made.id, { table: '6' })
    await until(() => expect(writes()).toHaveLength(1))
    expect((await desk.state()).outbox).toMatchObject({ waiting: 1, setAside: [] })
  })
})
