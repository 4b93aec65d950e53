import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { v7 } from 'uuid'
import { z } from 'zod'
import { defaultAlerts } from '../contract/alerts.ts'
import type { Role } from '../contract/api.ts'
import { connectionsSchema } from '../contract/presence.ts'
import type { Timers } from './live/deps.ts'
import { startProxy } from './testing/proxy.ts'
import type { Proxy } from './testing/proxy.ts'
import { realTimers, startDesk, temporaryFolder, until } from './testing/real-desk.ts'
import type { RealDesk } from './testing/real-desk.ts'
import { startRealServer } from './testing/real-server.ts'
import type { RealServer } from './testing/real-server.ts'

// Processes are started and killed here: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: RealServer
let proxy: Proxy
let folder: ReturnType<typeof temporaryFolder>
const desks: RealDesk[] = []

beforeAll(async () => {
  server = await startRealServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  folder = temporaryFolder()
  proxy = await startProxy(server.url)
})
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.core.stop()
  await proxy.stop()
  folder.remove()
})

async function desk(): Promise<RealDesk> {
  const started = await startDesk({ server: proxy.url, token: server.tokens.desk, dataDir: folder.dir })
  desks.push(started)
  return started
}

async function liveDesk(): Promise<RealDesk> {
  const started = await desk()
  await started.reaches('live')
  return started
}

describe('a desk that is live', () => {
  it('shows the venue’s day, and what others do as it happens', async () => {
    const it = await liveDesk()
    expect((await it.state()).reservations.length).toBeGreaterThan(30)
    const made = await server.create({ tags: ['VIP'] })
    expect(await until(() => it.card(made.id))).toMatchObject({ pending: false, version: 1 })
    expect(it.pushes).toContainEqual(
      expect.objectContaining({
        kind: 'rows',
        activity: [
          expect.objectContaining({ kind: 'created', reservationId: made.id, vip: true, own: false }),
        ],
      }),
    )
    await server.remove(made.id)
    await until(() => expect(it.card(made.id)).rejects.toThrow('no card'))
  })

  it('takes the server’s verdict on a scan, and is done with it', async () => {
    const it = await liveDesk()
    const made = await server.create({ partySize: 1 })
    await until(() => it.card(made.id))
    const text = await server.ticket(made.id)
    expect(await it.scan(text)).toMatchObject({ outcome: 'admitted', repeated: false })
    expect(await it.scan(text)).toMatchObject({ outcome: 'admitted', repeated: true })
    expect(await it.scan(text, { again: true })).toMatchObject({ outcome: 'duplicate', repeated: false })
    await it.sent()
    expect((await it.state()).scans).toMatchObject([
      { outcome: 'duplicate', provisional: false },
      { outcome: 'admitted', provisional: false },
    ])
    expect(await server.get(made.id)).toMatchObject({ arrivedCount: 1, scanCount: 1, status: 'arrived' })
    expect(await it.card(made.id)).toMatchObject({ arrivedCount: 1, pending: false })
  })

  it('creates and edits under its own ids, in order', async () => {
    const it = await liveDesk()
    const made = await it.core.handlers.createReservation({
      customer: { name: 'Luis Vega' },
      startsAt: new Date().toISOString(),
      partySize: 3,
    })
    if (!made.ok) throw new Error(made.problem.code)
    const { id } = made.value
    for (const table of ['4', '5']) {
      expect(await it.core.handlers.updateReservation({ id, changes: { table } })).toMatchObject({ ok: true })
    }
    await it.sent()
    expect(await server.get(id)).toMatchObject({ customer: { name: 'Luis Vega' }, table: '5', version: 3 })
    expect(await it.card(id)).toMatchObject({ pending: false, version: 3 })
    const bad = await it.core.handlers.updateReservation({ id, changes: { status: 'completed' } })
    expect(bad).toEqual({ ok: false, problem: { code: 'invalid_transition' } })
  })

  it('takes a scan back', async () => {
    const it = await liveDesk()
    const made = await server.create()
    const { scanId } = await it.scan(await server.ticket(made.id))
    expect(await it.core.handlers.undoScan({ scanId })).toMatchObject({ ok: true, value: { undone: true } })
    await it.sent()
    expect(await server.get(made.id)).toMatchObject({ arrivedCount: 0, status: 'confirmed' })
  })
})

describe('a desk whose network broke', () => {
  it('goes on alone, and each thing that it did counts once when the network is back', async () => {
    const first = await liveDesk()
    const [a, b] = [await server.create(), await server.create()]
    await until(() => first.card(b.id))
    const [ticketA, ticketB] = [await server.ticket(a.id), await server.ticket(b.id)]
    proxy.down()
    await first.reaches('reconnecting')
    expect(await first.scan(ticketA)).toMatchObject({ outcome: 'admitted', provisional: true })
    expect(await first.scan(ticketB, { people: 2 })).toMatchObject({ outcome: 'admitted', provisional: true })
    await first.core.handlers.updateReservation({ id: a.id, changes: { notes: 'junto a la ventana' } })
    expect((await first.state()).outbox.waiting).toBe(3)
    expect(await first.card(b.id)).toMatchObject({ arrivedCount: 2, pending: true, status: 'arrived' })
    await first.core.stop()
    desks.length = 0

    const second = await desk()
    expect((await second.state()).outbox.waiting).toBe(3)
    expect((await second.state()).freshness.freshAt).not.toBeNull()
    expect(await second.card(a.id)).toMatchObject({ arrivedCount: 1, notes: 'junto a la ventana' })
    expect((await second.state()).scans).toMatchObject([
      { provisional: true, people: 2 },
      { provisional: true, people: 1 },
    ])
    proxy.up()
    await second.core.handlers.retryNow(undefined)
    await second.reaches('live')
    await second.sent()
    expect(await server.get(a.id)).toMatchObject({
      arrivedCount: 1,
      scanCount: 1,
      notes: 'junto a la ventana',
    })
    expect(await server.get(b.id)).toMatchObject({ arrivedCount: 2, scanCount: 1 })
    await until(async () => {
      expect(await second.card(a.id)).toMatchObject({ arrivedCount: 1, pending: false })
    })
    expect((await second.state()).scans.every(({ provisional }) => !provisional)).toBe(true)
  })

  it('keeps what it has answered when it is killed a moment later', async () => {
    const before = await liveDesk()
    const [a, b] = [await server.create(), await server.create()]
    await until(() => before.card(b.id))
    const [ticketA, ticketB] = [await server.ticket(a.id), await server.ticket(b.id)]
    await before.core.stop()
    desks.length = 0
    proxy.down()

    const entry = path.join(import.meta.dirname, 'testing/desk-process.ts')
    const killed = fork(entry, [proxy.url, server.tokens.desk, folder.dir], { execArgv: [] })
    const answer = async () => z.tuple([z.string(), z.unknown()]).parse(await once(killed, 'message'))[0]
    expect(await answer()).toBe('started')
    const scan = { source: 'wedge', at: new Date().toISOString() }
    for (const order of [
      { scan: { ...scan, text: ticketA } },
      { scan: { ...scan, text: ticketB } },
      { edit: { id: a.id, changes: { table: '12' } } },
    ]) {
      killed.send(order)
      expect(await answer()).toBe('done')
    }
    killed.kill('SIGKILL')
    await once(killed, 'exit')

    const after = await desk()
    expect((await after.state()).outbox.waiting).toBe(3)
    expect(await after.card(a.id)).toMatchObject({ arrivedCount: 1, table: '12', pending: true })
    proxy.up()
    await after.core.handlers.retryNow(undefined)
    await after.sent()
    expect(await server.get(a.id)).toMatchObject({ arrivedCount: 1, scanCount: 1, table: '12' })
    expect(await server.get(b.id)).toMatchObject({ arrivedCount: 1, scanCount: 1 })
  })

  it('counts a scan once whose answer was lost, and lets the guest in', async () => {
    const it = await liveDesk()
    const made = await server.create({ partySize: 4 })
    await until(() => it.card(made.id))
    const text = await server.ticket(made.id)
    const lost = proxy.loseAnswerTo(/^POST \/api\/reservas\/qr-scan$/)
    const verdict = await it.scan(text)
    await lost
    expect(verdict.outcome).toBe('admitted')
    await it.core.handlers.retryNow(undefined)
    await it.sent()
    expect(await server.get(made.id)).toMatchObject({ arrivedCount: 1, scanCount: 1 })
    await until(async () => expect(await it.card(made.id)).toMatchObject({ arrivedCount: 1, pending: false }))
    expect((await it.state()).scans[0]).toMatchObject({ scanId: verdict.scanId, provisional: false })
  })

  it('hears that another desk had admitted the party', async () => {
    const it = await liveDesk()
    const made = await server.create({ partySize: 1 })
    await until(() => it.card(made.id))
    const text = await server.ticket(made.id)
    proxy.down()
    await it.reaches('reconnecting')
    const told = await it.scan(text)
    expect(told).toMatchObject({ outcome: 'admitted', provisional: true })
    await server.scan(text, v7())
    proxy.up()
    await it.core.handlers.retryNow(undefined)
    await it.sent()
    await until(async () => {
      expect((await it.state()).scans[0]).toMatchObject({ outcome: 'duplicate', provisional: false })
    })
    await it.reaches('live')
    await until(() =>
      expect(it.pushes.flatMap((push) => (push.kind === 'rows' ? push.activity : []))).toContainEqual(
        expect.objectContaining({ kind: 'conflict', own: true, reservationId: made.id }),
      ),
    )
    expect(await server.get(made.id)).toMatchObject({ arrivedCount: 1 })
  })
})

it('a desk keeps its settings, and starts where its file is damaged', async () => {
  const first = await desk()
  const settings = await first.core.handlers.changeSettings({ language: 'en', volume: 0.2 })
  expect(settings).toMatchObject({ language: 'en', volume: 0.2, soundOn: true })
  await first.core.stop()
  const second = await desk()
  expect((await second.state()).settings).toEqual(settings)
  await second.core.stop()
  desks.length = 0

  writeFileSync(path.join(folder.dir, 'desk.sqlite'), 'not a database '.repeat(500))
  const third = await desk()
  expect(await third.state()).toMatchObject({ storeTrouble: 'put_aside', settings: { language: 'system' } })
  await third.reaches('live')
  expect((await third.state()).reservations.length).toBeGreaterThan(30)
})

it('a desk that polls is connected to a manager all the same', async () => {
  const it = await liveDesk()
  await it.core.handlers.changeSettings({ realTime: false })
  await it.reaches('polling')
  await until(async () => {
    const { connections } = connectionsSchema.parse(await manage('GET', '/api/admin/connections'))
    expect(connections).toMatchObject([{ name: 'Puesto 1', report: { polling: true } }])
  })
})

it('a desk is paired by its code, and begins at once', async () => {
  const saved: string[] = []
  const it = await startDesk({
    server: null,
    token: null,
    dataDir: folder.dir,
    saveToken: (where, token) => {
      saved.push(where, token)
      return Promise.resolve()
    },
  })
  desks.push(it)
  expect((await it.state()).freshness.connection).toEqual({ state: 'stopped', reason: 'not_paired' })
  expect(await it.core.handlers.pair({ server: server.url, code: 'WRONG234', name: 'Puerta' })).toEqual({
    ok: false,
    problem: { code: 'pairing_code_invalid' },
  })
  const answer = await it.core.handlers.pair({ server: server.url, code: server.pairingCode, name: 'Puerta' })
  expect(answer).toEqual({ ok: true, value: null })
  expect(saved).toEqual([server.url, expect.stringMatching(/.{20}/)])
  await it.reaches('live')
  expect((await it.state()).device?.name).toBe('Puerta')
})

async function manage(method: string, where: string, body?: unknown): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${server.tokens.manager}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  const answer = await fetch(server.url + where, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status}`)
  return answer.status === 204 ? undefined : answer.json()
}
/** Whether a text stands anywhere in the desk's files. */
function isOnDisk(name: string): boolean {
  return readdirSync(folder.dir).some((file) => readFileSync(path.join(folder.dir, file)).includes(name))
}

it('a desk forgets guests whose time is over, once a manager has said for how long', async () => {
  const it = await liveDesk()
  const startsAt = new Date(Date.now() - 3 * 86_400_000).toISOString()
  const [old, today] = [await server.create({ startsAt }), await server.create()]
  await until(() => it.card(today.id))
  await until(() => expect(isOnDisk(old.id)).toBe(true))
  await manage('PUT', '/api/admin/settings', { guestDays: 1 })
  await until(() => expect(isOnDisk(old.id)).toBe(false))
  expect(await it.card(today.id)).toMatchObject({ customer: { name: 'Marta Ruiz' } })
  expect((await it.state()).reservations.length).toBeGreaterThan(30)
  await manage('PUT', '/api/admin/settings', { guestDays: null })
})

describe('a desk that a manager revokes', () => {
  async function newCode(role: Role = 'desk'): Promise<string> {
    const answer = await manage('POST', '/api/admin/pairing-codes', { role })
    const { code } = z.object({ code: z.string() }).parse(answer)
    return code
  }

  it('forgets its venue down to the bytes, says so, and is paired again', async () => {
    const saved: string[] = []
    const it = await startDesk({
      server: null,
      token: null,
      dataDir: folder.dir,
      saveToken: (_, token) => {
        saved.push(token)
        return Promise.resolve()
      },
    })
    desks.push(it)
    const pair = async () =>
      it.core.handlers.pair({ server: proxy.url, code: await newCode(), name: 'Puerta' })
    expect(await pair()).toMatchObject({ ok: true })
    await it.reaches('live')
    const made = await server.create({ customer: { name: 'Leocadia Irrepetible' } })
    await until(() => it.card(made.id))
    const text = await server.ticket(made.id)
    proxy.down()
    await it.reaches('reconnecting')
    await it.scan(text)
    await it.core.handlers.updateReservation({ id: made.id, changes: { notes: 'alergia' } })
    expect((await it.state()).outbox.waiting).toBe(2)
    // Its id can be read; of whom it is, nobody can.
    expect(isOnDisk(made.id)).toBe(true)
    expect(isOnDisk('Irrepetible')).toBe(false)

    await manage('DELETE', `/api/admin/devices/${(await it.state()).device?.id ?? ''}`)
    proxy.up()
    await it.core.handlers.retryNow(undefined)
    await it.reaches('stopped')
    await until(async () => expect((await it.state()).business).toBeNull())
    const state = await it.state()
    expect(state.freshness.connection).toEqual({ state: 'stopped', reason: 'device_revoked' })
    expect(state).toMatchObject({ reservations: [], scans: [], outbox: { waiting: 0 } })
    expect(state.outbox.setAside).toMatchObject([{ kind: 'scan', name: '', code: 'device_revoked' }])
    expect(isOnDisk(made.id)).toBe(false)
    expect((await server.get(made.id)).arrivedCount).toBe(0)

    // A restart with the same token changes nothing.
    await it.core.stop()
    desks.length = 0
    const again = await startDesk({ server: proxy.url, token: saved[0] ?? '', dataDir: folder.dir })
    desks.push(again)
    await again.reaches('stopped')
    expect((await again.state()).business).toBeNull()
    const paired = await again.core.handlers.pair({
      server: proxy.url,
      code: await newCode(),
      name: 'Puerta',
    })
    expect(paired).toMatchObject({ ok: true })
    await again.reaches('live')
    expect((await again.card(made.id)).customer.name).toBe('Leocadia Irrepetible')
  })

  it('tells of the venue’s desks no more, where it was a manager’s (no timer of its own waits longer than a second)', async () => {
    const dataDir = path.join(folder.dir, 'manager')
    const timers: Timers = { ...realTimers, setTimeout: (fn, ms) => setTimeout(fn, Math.min(ms, 1_000)) }
    const manager = await startDesk({ server: null, token: null, dataDir, timers })
    desks.push(manager)
    const door = await liveDesk()
    const panel = () => manager.pushes.flatMap((push) => (push.kind === 'panel' ? [push.panel] : [])).at(-1)
    const alerts = () => panel()?.alerts.map(({ kind }) => kind)
    await manager.core.handlers.changeSettings({
      alerts: { ...defaultAlerts, deskOffline: { on: true, minutes: 0.01 } },
    })
    const code = await newCode('manager')
    await manager.core.handlers.pair({ server: proxy.url, code, name: 'Encargada' })
    await until(() => expect(panel()?.desks?.connected).toBe(1))
    await door.core.stop()
    await until(() => expect(alerts()).toContain('deskOffline'))
    await manage('DELETE', `/api/admin/devices/${(await manager.state()).device?.id ?? ''}`)
    await manager.reaches('stopped')
    await until(() => expect(alerts()).toEqual(['trouble']))
    expect(panel()?.desks).toBeNull()
  })

  it('keeps everything where its token is only unknown', async () => {
    const first = await liveDesk()
    const { reservations } = await first.state()
    await first.core.stop()
    desks.length = 0
    const second = await startDesk({ server: proxy.url, token: 'fd_unknown', dataDir: folder.dir })
    desks.push(second)
    await second.reaches('stopped')
    expect(await second.state()).toMatchObject({
      freshness: { connection: { reason: 'unauthorized' } },
      business: { id: server.businessId },
    })
    expect((await second.state()).reservations).toHaveLength(reservations.length)
  })
})

it('a desk that is started with the token of another venue forgets the first, and goes on there', async () => {
  const first = await liveDesk()
  const rows = (await first.state()).reservations.map(({ id }) => id)
  await first.core.stop()
  desks.length = 0
  const second = await startDesk({
    server: proxy.url,
    token: server.tokens.otherBusinessDesk,
    dataDir: folder.dir,
  })
  desks.push(second)
  await second.reaches('live')
  const state = await second.state()
  expect(state.business?.id).toBe(2)
  await until(async () => expect((await second.state()).reservations.length).toBeGreaterThan(0))
  expect((await second.state()).reservations.filter(({ id }) => rows.includes(id))).toEqual([])
})
