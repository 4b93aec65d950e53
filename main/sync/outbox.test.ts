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

  it('asks the host about a field that somebody else has changed too, and the rest goes on', async () => {
    const [a, b] = [await known({ customer: { name: 'Marta Ruiz', phone: '600111222' } }), await known()]
    await alone()
    await edit(a.id, { table: '3', notes: 'Cuna', customer: { name: 'Marta Ruiz', phone: '699' } })
    await edit(b.id, { table: '4' })
    await server.update(a.id, { table: '7', customer: { name: 'Marta Ruiz Gil', phone: '600111222' } })
    await back()
    const { outbox } = await desk.state()
    const asked = { reservationId: a.id, version: 3, name: 'Marta Ruiz Gil' }
    const table = { field: 'table', base: null, theirs: '7', mine: '3' }
    expect(outbox).toMatchObject({ waiting: 0, setAside: [], conflicts: [{ ...asked, fields: [table] }] })
    const merged = { notes: 'Cuna', customer: { name: 'Marta Ruiz Gil', phone: '699' } }
    expect(await server.get(a.id)).toMatchObject({ ...merged, table: '7' })
    expect(await server.get(b.id)).toMatchObject({ table: '4' })
    expect(await desk.card(a.id)).toMatchObject({ ...merged, table: '7', pending: false })

    // Another look at the row is another choice.
    await server.update(a.id, { partySize: 5 })
    await until(async () => expect(await desk.card(a.id)).toMatchObject({ partySize: 5 }))
    const choose = (version: number) =>
      desk.core.handlers.resolveConflict({ reservationId: a.id, version, mine: ['table'] })
    expect(await choose(3)).toEqual({ ok: false, problem: { code: 'precondition_failed' } })
    expect(await choose(4)).toMatchObject({ ok: true, value: { table: '3' } })
    await desk.sent()
    expect(await server.get(a.id)).toMatchObject({ ...merged, table: '3', partySize: 5 })
    expect((await desk.state()).outbox.conflicts).toEqual([])
  })

  it('a choice for what is theirs sends nothing, and of two edits of one field the later one counts', async () => {
    const made = await known()
    await alone()
    await edit(made.id, { table: '3' })
    await edit(made.id, { table: '4' })
    await server.update(made.id, { table: '7' })
    await back()
    const fields = [{ field: 'table', base: null, theirs: '7', mine: '4' }]
    expect((await desk.state()).outbox).toMatchObject({ conflicts: [{ version: 2, fields }] })
    const choice = { reservationId: made.id, version: 2, mine: [] }
    expect(await desk.core.handlers.resolveConflict(choice)).toMatchObject({ ok: true })
    expect((await desk.state()).outbox).toEqual({ waiting: 0, conflicts: [], setAside: [] })
    expect(await server.get(made.id)).toMatchObject({ table: '7', version: 2 })
  })

  it('an edit of what the host saw is asked about where the row was another already', async () => {
    const made = await known()
    await server.update(made.id, { table: '7' })
    await until(async () => expect(await desk.card(made.id)).toMatchObject({ table: '7' }))
    const seen = { id: made.id, changes: { table: '3' }, base: { table: null } }
    await desk.core.handlers.updateReservation(seen)
    await until(async () => expect((await desk.state()).outbox.conflicts).toHaveLength(1))
    expect(await server.get(made.id)).toMatchObject({ table: '7' })
  })

  it('keeps who did what to a guest, its own waiting work on top, also after a restart without the network', async () => {
    const made = await known({ customer: { name: 'Marta Ruiz', phone: '600 111 222' } })
    await edit(made.id, { table: '3' })
    await desk.sent()
    await server.update(made.id, { notes: 'Cuna' })
    await server.scan(await server.ticket(made.id), '01980000-0000-7000-8000-0000000000aa', 2)
    await until(async () => expect(await desk.card(made.id)).toMatchObject({ arrivedCount: 2 }))
    await alone()
    await edit(made.id, { status: 'seated' })
    await desk.core.stop()
    desk = await startDesk({ server: proxy.url, token: server.tokens.desk, dataDir: folder.dir })
    const record = await desk.core.handlers.getGuest({ id: made.id })
    expect(record).toMatchObject({
      ok: true,
      value: {
        complete: true,
        client: null,
        history: [
          { kind: 'changed', own: true, pending: true, fields: [{ field: 'status', to: 'seated' }] },
          { kind: 'scanned', own: false, pending: false, people: 2, outcome: 'admitted' },
          { kind: 'changed', own: false, fields: [{ field: 'notes', from: null, to: 'Cuna' }] },
          { kind: 'changed', own: true, fields: [{ field: 'table', from: null, to: '3' }] },
          { kind: 'created', own: false },
        ],
      },
    })
    expect(await desk.core.handlers.getTicket({ id: made.id })).toMatchObject({ ok: false })
    await back()
    expect(await desk.core.handlers.getTicket({ id: made.id })).toMatchObject({
      ok: true,
      value: { svg: expect.stringContaining('<svg') as string },
    })
  })

  it('knows from the snapshot how often a guest came and did not, without the network too', async () => {
    const customer = { name: 'Eva Cano', phone: '+34 655 000 111' }
    const before = await known({ customer })
    await edit(before.id, { status: 'seated' })
    await edit((await known({ customer })).id, { status: 'no_show' })
    await desk.sent()
    await desk.core.stop()
    const fresh = temporaryFolder()
    desk = await startDesk({ server: proxy.url, token: server.tokens.desk, dataDir: fresh.dir })
    await desk.reaches('live')
    await alone()
    expect(await desk.core.handlers.getGuest({ id: before.id })).toMatchObject({
      ok: true,
      value: { client: { visits: 1, noShows: 1 }, complete: false, history: [] },
    })
    await back()
    await desk.core.stop()
    fresh.remove()
    desk = await startDesk({ server: proxy.url, token: server.tokens.desk, dataDir: folder.dir })
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
