import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { defaultAlerts } from '../contract/alerts.ts'
import type { Role } from '../contract/api.ts'
import type { Timers } from './live/deps.ts'
import { realTimers, startDesk, until } from './testing/real-desk.ts'
import { realVenue } from './testing/real-venue.ts'

// Processes are started and killed here: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const venue = realVenue()

/** Whether a text stands anywhere in the desk's files. */
function isOnDisk(name: string): boolean {
  return readdirSync(venue.dir).some((file) => readFileSync(path.join(venue.dir, file)).includes(name))
}

it('a desk is paired by its code, and begins at once', async () => {
  const saved: string[] = []
  const it = await startDesk({
    server: null,
    token: null,
    dataDir: venue.dir,
    saveToken: (where, token) => {
      saved.push(where, token)
      return Promise.resolve()
    },
  })
  venue.desks.push(it)
  expect((await it.state()).freshness.connection).toEqual({ state: 'stopped', reason: 'not_paired' })
  expect(await it.core.handlers.pair({ server: venue.server.url, code: 'WRONG234', name: 'Puerta' })).toEqual(
    {
      ok: false,
      problem: { code: 'pairing_code_invalid' },
    },
  )
  const answer = await it.core.handlers.pair({
    server: venue.server.url,
    code: venue.server.pairingCode,
    name: 'Puerta',
  })
  expect(answer).toEqual({ ok: true, value: null })
  expect(saved).toEqual([venue.server.url, expect.stringMatching(/.{20}/)])
  await it.reaches('live')
  expect((await it.state()).device?.name).toBe('Puerta')
})

it('a desk forgets guests whose time is over, once a manager has said for how long', async () => {
  const it = await venue.liveDesk()
  const startsAt = new Date(Date.now() - 3 * 86_400_000).toISOString()
  const [old, today] = [await venue.server.create({ startsAt }), await venue.server.create()]
  await until(() => it.card(today.id))
  await until(() => expect(isOnDisk(old.id)).toBe(true))
  await venue.server.ask('PUT', '/api/admin/settings', { guestDays: 1 })
  await until(() => expect(isOnDisk(old.id)).toBe(false))
  expect(await it.card(today.id)).toMatchObject({ customer: { name: 'Marta Ruiz' } })
  expect((await it.state()).reservations.length).toBeGreaterThan(30)
  await venue.server.ask('PUT', '/api/admin/settings', { guestDays: null })
})

describe('a desk that a manager revokes', () => {
  async function newCode(role: Role = 'desk'): Promise<string> {
    const answer = await venue.server.ask('POST', '/api/admin/pairing-codes', { role })
    const { code } = z.object({ code: z.string() }).parse(answer)
    return code
  }

  it('forgets its venue down to the bytes, says so, and is paired again', async () => {
    const saved: string[] = []
    const it = await startDesk({
      server: null,
      token: null,
      dataDir: venue.dir,
      saveToken: (_, token) => {
        saved.push(token)
        return Promise.resolve()
      },
    })
    venue.desks.push(it)
    const pair = async () =>
      it.core.handlers.pair({ server: venue.proxy.url, code: await newCode(), name: 'Puerta' })
    expect(await pair()).toMatchObject({ ok: true })
    await it.reaches('live')
    const made = await venue.server.create({ customer: { name: 'Leocadia Irrepetible' } })
    await until(() => it.card(made.id))
    const text = await venue.server.ticket(made.id)
    venue.proxy.down()
    await it.reaches('reconnecting')
    await it.scan(text)
    await it.core.handlers.updateReservation({ id: made.id, changes: { notes: 'alergia' } })
    expect((await it.state()).outbox.waiting).toBe(2)
    // Its id can be read; of whom it is, nobody can.
    expect(isOnDisk(made.id)).toBe(true)
    expect(isOnDisk('Irrepetible')).toBe(false)

    await venue.server.ask('DELETE', `/api/admin/devices/${(await it.state()).device?.id ?? ''}`)
    venue.proxy.up()
    await it.core.handlers.retryNow(undefined)
    await it.reaches('stopped')
    await until(async () => expect((await it.state()).business).toBeNull())
    const state = await it.state()
    expect(state.freshness.connection).toEqual({ state: 'stopped', reason: 'device_revoked' })
    expect(state).toMatchObject({ reservations: [], scans: [], outbox: { waiting: 0 } })
    expect(state.outbox.setAside).toMatchObject([{ kind: 'scan', name: '', code: 'device_revoked' }])
    expect(isOnDisk(made.id)).toBe(false)
    expect((await venue.server.get(made.id)).arrivedCount).toBe(0)

    // A restart with the same token changes nothing.
    await it.core.stop()
    venue.desks.length = 0
    const again = await startDesk({ server: venue.proxy.url, token: saved[0] ?? '', dataDir: venue.dir })
    venue.desks.push(again)
    await again.reaches('stopped')
    expect((await again.state()).business).toBeNull()
    const paired = await again.core.handlers.pair({
      server: venue.proxy.url,
      code: await newCode(),
      name: 'Puerta',
    })
    expect(paired).toMatchObject({ ok: true })
    await again.reaches('live')
    expect((await again.card(made.id)).customer.name).toBe('Leocadia Irrepetible')
  })

  it('tells of the venue’s desks no more, where it was a manager’s (no timer of its own waits longer than a second)', async () => {
    const dataDir = path.join(venue.dir, 'manager')
    const timers: Timers = { ...realTimers, setTimeout: (fn, ms) => setTimeout(fn, Math.min(ms, 1_000)) }
    const manager = await startDesk({ server: null, token: null, dataDir, timers })
    venue.desks.push(manager)
    const door = await venue.liveDesk()
    const panel = () => manager.pushes.flatMap((push) => (push.kind === 'panel' ? [push.panel] : [])).at(-1)
    const alerts = () => panel()?.alerts.map(({ kind }) => kind)
    await manager.core.handlers.changeSettings({
      alerts: { ...defaultAlerts, deskOffline: { on: true, minutes: 0.01 } },
    })
    const code = await newCode('manager')
    await manager.core.handlers.pair({ server: venue.proxy.url, code, name: 'Encargada' })
    await until(() => expect(panel()?.desks?.connected).toBe(1))
    await door.core.stop()
    await until(() => expect(alerts()).toContain('deskOffline'))
    await venue.server.ask('DELETE', `/api/admin/devices/${(await manager.state()).device?.id ?? ''}`)
    await manager.reaches('stopped')
    await until(() => expect(alerts()).toEqual(['trouble']))
    expect(panel()?.desks).toBeNull()
  })

  it('keeps everything where its token is only unknown', async () => {
    const first = await venue.liveDesk()
    const { reservations } = await first.state()
    await first.core.stop()
    venue.desks.length = 0
    const second = await startDesk({ server: venue.proxy.url, token: 'fd_unknown', dataDir: venue.dir })
    venue.desks.push(second)
    await second.reaches('stopped')
    expect(await second.state()).toMatchObject({
      freshness: { connection: { reason: 'unauthorized' } },
      business: { id: venue.server.businessId },
    })
    expect((await second.state()).reservations).toHaveLength(reservations.length)
  })
})

it('a desk that is started with the token of another venue forgets the first, and goes on there', async () => {
  const first = await venue.liveDesk()
  const rows = (await first.state()).reservations.map(({ id }) => id)
  await first.core.stop()
  venue.desks.length = 0
  const second = await startDesk({
    server: venue.proxy.url,
    token: venue.server.tokens.otherBusinessDesk,
    dataDir: venue.dir,
  })
  venue.desks.push(second)
  await second.reaches('live')
  const state = await second.state()
  expect(state.business?.id).toBe(2)
  await until(async () => expect((await second.state()).reservations.length).toBeGreaterThan(0))
  expect((await second.state()).reservations.filter(({ id }) => rows.includes(id))).toEqual([])
})
