import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { v7 } from 'uuid'
import { z } from 'zod'
import { connectionsSchema } from '../contract/presence.ts'
import { until } from './testing/real-desk.ts'
import { realVenue } from './testing/real-venue.ts'

// Processes are started and killed here: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const venue = realVenue()

describe('a desk that is live', () => {
  it('shows the venue’s day, and what others do as it happens', async () => {
    const it = await venue.liveDesk()
    expect((await it.state()).reservations.length).toBeGreaterThan(30)
    const made = await venue.server.create({ tags: ['VIP'] })
    expect(await until(() => it.card(made.id))).toMatchObject({ pending: false, version: 1 })
    expect(it.pushes).toContainEqual(
      expect.objectContaining({
        kind: 'rows',
        activity: [
          expect.objectContaining({ kind: 'created', reservationId: made.id, vip: true, own: false }),
        ],
      }),
    )
    await venue.server.remove(made.id)
    await until(() => expect(it.card(made.id)).rejects.toThrow('no card'))
  })

  it('takes the server’s verdict on a scan, and is done with it', async () => {
    const it = await venue.liveDesk()
    const made = await venue.server.create({ partySize: 1 })
    await until(() => it.card(made.id))
    const text = await venue.server.ticket(made.id)
    expect(await it.scan(text)).toMatchObject({ outcome: 'admitted', repeated: false })
    expect(await it.scan(text)).toMatchObject({ outcome: 'admitted', repeated: true })
    expect(await it.scan(text, { again: true })).toMatchObject({ outcome: 'duplicate', repeated: false })
    await it.sent()
    expect((await it.state()).scans).toMatchObject([
      { outcome: 'duplicate', provisional: false },
      { outcome: 'admitted', provisional: false },
    ])
    expect(await venue.server.get(made.id)).toMatchObject({
      arrivedCount: 1,
      scanCount: 1,
      status: 'arrived',
    })
    expect(await it.card(made.id)).toMatchObject({ arrivedCount: 1, pending: false })
  })

  it('creates and edits under its own ids, in order', async () => {
    const it = await venue.liveDesk()
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
    expect(await venue.server.get(id)).toMatchObject({
      customer: { name: 'Luis Vega' },
      table: '5',
      version: 3,
    })
    expect(await it.card(id)).toMatchObject({ pending: false, version: 3 })
    const bad = await it.core.handlers.updateReservation({ id, changes: { status: 'completed' } })
    expect(bad).toEqual({ ok: false, problem: { code: 'invalid_transition' } })
  })

  it('takes a scan back', async () => {
    const it = await venue.liveDesk()
    const made = await venue.server.create()
    const { scanId } = await it.scan(await venue.server.ticket(made.id))
    expect(await it.core.handlers.undoScan({ scanId })).toMatchObject({ ok: true, value: { undone: true } })
    await it.sent()
    expect(await venue.server.get(made.id)).toMatchObject({ arrivedCount: 0, status: 'confirmed' })
  })
})

describe('a desk whose network broke', () => {
  it('goes on alone, and each thing that it did counts once when the network is back', async () => {
    const first = await venue.liveDesk()
    const [a, b] = [await venue.server.create(), await venue.server.create()]
    await until(() => first.card(b.id))
    const [ticketA, ticketB] = [await venue.server.ticket(a.id), await venue.server.ticket(b.id)]
    venue.proxy.down()
    await first.reaches('reconnecting')
    expect(await first.scan(ticketA)).toMatchObject({ outcome: 'admitted', provisional: true })
    expect(await first.scan(ticketB, { people: 2 })).toMatchObject({ outcome: 'admitted', provisional: true })
    await first.core.handlers.updateReservation({ id: a.id, changes: { notes: 'junto a la ventana' } })
    expect((await first.state()).outbox.waiting).toBe(3)
    expect(await first.card(b.id)).toMatchObject({ arrivedCount: 2, pending: true, status: 'arrived' })
    await first.core.stop()
    venue.desks.length = 0

    const second = await venue.desk()
    expect((await second.state()).outbox.waiting).toBe(3)
    expect((await second.state()).freshness.freshAt).not.toBeNull()
    expect(await second.card(a.id)).toMatchObject({ arrivedCount: 1, notes: 'junto a la ventana' })
    expect((await second.state()).scans).toMatchObject([
      { provisional: true, people: 2 },
      { provisional: true, people: 1 },
    ])
    venue.proxy.up()
    await second.core.handlers.retryNow(undefined)
    await second.reaches('live')
    await second.sent()
    expect(await venue.server.get(a.id)).toMatchObject({
      arrivedCount: 1,
      scanCount: 1,
      notes: 'junto a la ventana',
    })
    expect(await venue.server.get(b.id)).toMatchObject({ arrivedCount: 2, scanCount: 1 })
    await until(async () => {
      expect(await second.card(a.id)).toMatchObject({ arrivedCount: 1, pending: false })
    })
    expect((await second.state()).scans.every(({ provisional }) => !provisional)).toBe(true)
  })

  it('keeps what it has answered when it is killed a moment later', async () => {
    const before = await venue.liveDesk()
    const [a, b] = [await venue.server.create(), await venue.server.create()]
    await until(() => before.card(b.id))
    const [ticketA, ticketB] = [await venue.server.ticket(a.id), await venue.server.ticket(b.id)]
    await before.core.stop()
    venue.desks.length = 0
    venue.proxy.down()

    const entry = path.join(import.meta.dirname, 'testing/desk-process.ts')
    const killed = fork(entry, [venue.proxy.url, venue.server.tokens.desk, venue.dir], { execArgv: [] })
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

    const after = await venue.desk()
    expect((await after.state()).outbox.waiting).toBe(3)
    expect(await after.card(a.id)).toMatchObject({ arrivedCount: 1, table: '12', pending: true })
    venue.proxy.up()
    await after.core.handlers.retryNow(undefined)
    await after.sent()
    expect(await venue.server.get(a.id)).toMatchObject({ arrivedCount: 1, scanCount: 1, table: '12' })
    expect(await venue.server.get(b.id)).toMatchObject({ arrivedCount: 1, scanCount: 1 })
  })

  it('counts a scan once whose answer was lost, and lets the guest in', async () => {
    const it = await venue.liveDesk()
    const made = await venue.server.create({ partySize: 4 })
    await until(() => it.card(made.id))
    const text = await venue.server.ticket(made.id)
    const lost = venue.proxy.loseAnswerTo(/^POST \/api\/reservas\/qr-scan$/)
    const verdict = await it.scan(text)
    await lost
    expect(verdict.outcome).toBe('admitted')
    await it.core.handlers.retryNow(undefined)
    await it.sent()
    expect(await venue.server.get(made.id)).toMatchObject({ arrivedCount: 1, scanCount: 1 })
    await until(async () => expect(await it.card(made.id)).toMatchObject({ arrivedCount: 1, pending: false }))
    expect((await it.state()).scans[0]).toMatchObject({ scanId: verdict.scanId, provisional: false })
  })

  it('hears that another desk had admitted the party', async () => {
    const it = await venue.liveDesk()
    const made = await venue.server.create({ partySize: 1 })
    await until(() => it.card(made.id))
    const text = await venue.server.ticket(made.id)
    venue.proxy.down()
    await it.reaches('reconnecting')
    const told = await it.scan(text)
    expect(told).toMatchObject({ outcome: 'admitted', provisional: true })
    await venue.server.scan(text, v7())
    venue.proxy.up()
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
    expect(await venue.server.get(made.id)).toMatchObject({ arrivedCount: 1 })
  })
})

it('a desk keeps its settings, and starts where its file is damaged', async () => {
  const first = await venue.desk()
  const settings = await first.core.handlers.changeSettings({ language: 'en', volume: 0.2 })
  expect(settings).toMatchObject({ language: 'en', volume: 0.2, soundOn: true })
  await first.core.stop()
  const second = await venue.desk()
  expect((await second.state()).settings).toEqual(settings)
  await second.core.stop()
  venue.desks.length = 0

  writeFileSync(path.join(venue.dir, 'desk.sqlite'), 'not a database '.repeat(500))
  const third = await venue.desk()
  expect(await third.state()).toMatchObject({ storeTrouble: 'put_aside', settings: { language: 'system' } })
  await third.reaches('live')
  expect((await third.state()).reservations.length).toBeGreaterThan(30)
})

it('a desk that polls is connected to a manager all the same', async () => {
  const it = await venue.liveDesk()
  await it.core.handlers.changeSettings({ realTime: false })
  await it.reaches('polling')
  await until(async () => {
    const { connections } = connectionsSchema.parse(await venue.server.ask('GET', '/api/admin/connections'))
    expect(connections).toMatchObject([{ name: 'Puesto 1', report: { polling: true } }])
  })
})
