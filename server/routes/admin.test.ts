import pino from 'pino'
import { afterEach, expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import { pairingCodeSchema, pairResponseSchema } from '../../contract/api.ts'
import { connectionsSchema } from '../../contract/presence.ts'
import { auditPageSchema, loginResponseSchema, pairedDevicesSchema } from '../../contract/identity.ts'
import { buildApp } from '../app.ts'
import { createPairingCode } from '../auth/pairing.ts'
import { userTokenMs } from '../auth/tokens.ts'
import { demoManager, demoPin } from '../demo/seed.ts'
import { call, problemIn } from '../testing/call.ts'
import { movedClock } from '../testing/moved-clock.ts'
import { openStream, type Stream } from '../testing/stream.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const clock = movedClock()
const { now } = clock
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  clock.aheadMs = 0
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function start() {
  const server = await startTestServer({ now })
  cleanups.push(() => server.close())
  const token = server.tokens.manager
  const manage = (method: string, path: string, body?: unknown) => server.call(method, path, { token, body })
  const audited = async (query = '') =>
    auditPageSchema.parse((await manage('GET', `/api/admin/audit${query}`)).body)
  return { server, manage, audited }
}

/** A new desk, paired by code. */
async function pairDesk(server: TestServer, name = 'Entrada') {
  const made = await server.call('POST', '/api/admin/pairing-codes', { token: server.tokens.manager })
  const { code } = pairingCodeSchema.parse(made.body)
  const paired = await server.call('POST', '/api/devices/pair', { token: null, body: { code, name } })
  const { token, device } = pairResponseSchema.parse(paired.body)
  return { token, id: device.id }
}

async function stream(url: string, token: string): Promise<Stream> {
  const opened = await openStream(`${url}/api/reservas/events?businessId=1`, { token })
  cleanups.push(() => opened.close())
  await opened.frame('connected')
  return opened
}

it('lists the devices of the business, and gives one another name', async () => {
  const { server, manage, audited } = await start()
  const desk = await pairDesk(server)
  const renamed = await manage('PUT', `/api/admin/devices/${desk.id}`, { name: ' Terraza ' })
  expect(renamed.body).toMatchObject({ id: desk.id, name: 'Terraza', revokedAt: null })
  const { devices } = pairedDevicesSchema.parse((await manage('GET', '/api/admin/devices')).body)
  expect(devices.map(({ name }) => name)).toEqual(['Terraza', 'Encargada', 'Puesto 2', 'Puesto 1'])
  expect(devices[0]?.lastSeenAt).toBeNull()
  await server.call('GET', '/api/devices/me', { token: desk.token })
  const seen = pairedDevicesSchema.parse((await manage('GET', '/api/admin/devices')).body)
  expect(seen.devices[0]?.lastSeenAt).not.toBeNull()
  expect((await manage('PUT', `/api/admin/devices/${desk.id}`, { name: '' })).status).toBe(400)
  expect((await manage('PUT', `/api/admin/devices/${uuid()}`, { name: 'x' })).status).toBe(404)
  expect((await audited()).entries).toMatchObject([
    { kind: 'device_renamed', actor: { name: 'Encargada' }, subject: { id: desk.id, name: 'Entrada' } },
    { kind: 'device_paired', actor: { id: desk.id, name: 'Entrada' }, address: '127.0.0.1' },
    { kind: 'pairing_code_made' },
  ])
})

it('a revoked device hears no more within a second, at every instance, and is told why; the others go on', async () => {
  const { server, manage, audited } = await start()
  const { db } = server
  const logger = pino({ level: 'silent' })
  const second = await buildApp({ db, logger, heartbeatMs: 30_000, now, random: Math.random })
  cleanups.push(() => second.close())
  const secondUrl = await second.listen({ host: '127.0.0.1', port: 0 })
  const desk = await pairDesk(server)
  const other = await pairDesk(server, 'Barra')
  const own = [await stream(server.url, desk.token), await stream(secondUrl, desk.token)]
  const others = [await stream(server.url, other.token), await stream(secondUrl, other.token)]

  const revokedAt = performance.now()
  expect((await manage('DELETE', `/api/admin/devices/${desk.id}`)).status).toBe(204)
  await until(() => own.every((one) => one.ended()))
  expect(performance.now() - revokedAt).toBeLessThan(1000)
  for (const url of [server.url, secondUrl]) {
    const refused = await call(`${url}/api/reservas/events?businessId=1`, 'GET', { token: desk.token })
    expect(problemIn(refused)).toMatchObject({ status: 401, code: 'device_revoked' })
  }
  await server.book()
  await others[0]?.frame('reservation-created')
  expect(others.map((one) => one.ended())).toEqual([false, false])

  // Revoked once, however often it is asked for.
  expect((await manage('DELETE', `/api/admin/devices/${desk.id}`)).status).toBe(204)
  const { entries } = await audited()
  expect(entries.filter(({ kind }) => kind === 'device_revoked')).toMatchObject([
    { subject: { id: desk.id } },
  ])
  // What it did still names it.
  const { devices } = pairedDevicesSchema.parse((await manage('GET', '/api/admin/devices')).body)
  expect(devices.find(({ id }) => id === desk.id)?.revokedAt).not.toBeNull()
})

it('a code that a device made before it was revoked pairs nobody; another venue’s codes stay', async () => {
  const { server, manage } = await start()
  const made = async (token: string) =>
    pairingCodeSchema.parse(
      (await server.call('POST', '/api/admin/pairing-codes', { token, body: { role: 'manager' } })).body,
    ).code
  const pair = (code: string) =>
    server.call('POST', '/api/devices/pair', { token: null, body: { code, name: 'Portátil' } })
  const stolen = pairResponseSchema.parse((await pair(await made(server.tokens.manager))).body)
  const code = await made(stolen.token)
  const { db } = server
  const elsewhere = await createPairingCode(db, 2, 'desk', now())

  expect((await manage('DELETE', `/api/admin/devices/${stolen.device.id}`)).status).toBe(204)
  expect(problemIn(await pair(code)).code).toBe('pairing_code_invalid')
  expect((await pair(elsewhere.code)).status).toBe(200)
  expect((await pair(await made(server.tokens.manager))).status).toBe(200)
})

it('tells who is connected since when, and how far each has heard, of this business only', async () => {
  const { server, manage } = await start()
  const desk = await pairDesk(server)
  const own = await stream(server.url, desk.token)
  const foreign = await openStream(`${server.url}/api/reservas/events?businessId=2`, {
    token: server.tokens.otherBusinessDesk,
  })
  cleanups.push(() => foreign.close())
  await foreign.frame('connected')
  const connections = async () =>
    connectionsSchema.parse((await manage('GET', '/api/admin/connections')).body).connections
  const before = await connections()
  expect(before).toMatchObject([{ deviceId: desk.id, name: 'Entrada' }])
  await server.book()
  await own.frame('reservation-created')
  expect((await connections())[0]?.seq).toBe((before[0]?.seq ?? 0) + 1)
  own.close()
  await until(async () => (await connections()).length === 0)
})

it("a person's stream ends with the logout, and with the shift (the clock is moved)", async () => {
  const { server } = await start()
  const tokens: string[] = []
  for (let n = 0; n < 2; n++) {
    const answer = await server.call('POST', '/api/auth/login', { token: null, body: demoManager })
    tokens.push(loginResponseSchema.parse(answer.body).token)
  }
  const [first = '', second = ''] = tokens
  const streams = [await stream(server.url, first), await stream(server.url, second)]
  await server.call('POST', '/api/auth/logout', { token: first })
  await until(() => streams[0]?.ended())
  expect(streams[1]?.ended()).toBe(false)
  clock.aheadMs = userTokenMs + 1000
  await until(() => streams[1]?.ended())
})

it('keeps who overrode a verdict, and who tried to with a wrong PIN; a retry is no second line', async () => {
  const { server, audited } = await start()
  const { code } = await server.book({ partySize: 1 })
  const granted = { people: 3, scanId: uuid(), override: { pin: demoPin, reason: 'amigos del dueño' } }
  const refused = { people: 9, scanId: uuid(), override: { pin: '0000' } }
  for (let n = 0; n < 2; n++) {
    expect(await server.scan(code, granted)).toMatchObject({ outcome: 'admitted' })
    expect(await server.scan(code, refused)).toMatchObject({ reason: 'wrong_pin' })
  }
  const { entries } = await audited()
  expect(entries).toMatchObject([
    {
      kind: 'override_refused',
      actor: { kind: 'device', name: 'Puesto 1' },
      subject: { id: refused.scanId },
    },
    { kind: 'override', reason: 'amigos del dueño', subject: { id: granted.scanId } },
  ])
})

it('a thousand guesses of the PIN at once are no more than five', async () => {
  const { server } = await start()
  const { code } = await server.book({ partySize: 1 })
  const scans = Array.from({ length: 20 }, (_, n) =>
    server.call('POST', '/api/reservas/qr-scan', {
      body: {
        businessId: 1,
        code,
        scanId: uuid(),
        scannedAt: now().toISOString(),
        deviceId: 'x',
        people: 2,
        override: { pin: String(1000 + n) },
      },
    }),
  )
  const judged = (await Promise.all(scans)).filter(({ status }) => status === 200)
  expect(judged).toHaveLength(5)
})

it('gives the audit page by page, the newest first, of this business only', async () => {
  const { server, audited } = await start()
  for (let n = 0; n < 5; n++) await pairDesk(server, `Puesto ${n}`)
  const first = await audited('?limit=4')
  expect(first).toMatchObject({ more: true })
  const rest = await audited(`?limit=500&before=${first.entries.at(-1)?.id ?? ''}`)
  expect(rest.more).toBe(false)
  const ids = [...first.entries, ...rest.entries].map(({ id }) => id)
  expect(ids).toHaveLength(10)
  expect(ids).toEqual([...ids].sort().reverse())
  expect(
    (await server.call('GET', '/api/admin/audit?limit=0', { token: server.tokens.manager })).status,
  ).toBe(400)
})

it('the log has a line for each, and no name or secret in it', async () => {
  const lines: string[] = []
  const logger = pino({ base: null }, { write: (line: string) => lines.push(line) })
  const { server } = await start()
  const app = await buildApp({ db: server.db, logger, heartbeatMs: 30_000, now, random: Math.random })
  cleanups.push(() => app.close())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const body = { ...demoManager, password: 'a wrong password' }
  await call(`${url}/api/auth/login`, 'POST', { body })
  const right = await call(`${url}/api/auth/login`, 'POST', { body: demoManager })
  const { token } = loginResponseSchema.parse(right.body)
  const text = lines.filter((line) => line.includes('"audit"')).join('')
  expect(text).toContain('"audit":"login_failed"')
  expect(text).toContain('"audit":"login"')
  const secrets = [body.password, demoManager.password, demoManager.email, 'Encargada', token]
  for (const secret of secrets) expect(lines.join('')).not.toContain(secret)
})
