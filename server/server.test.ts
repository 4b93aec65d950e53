import { existsSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { changesResponseSchema, listResponseSchema } from '../contract/api.ts'
import { protocolVersion, type DeskEvent } from '../contract/events.ts'
import { reservationSchema } from '../contract/reservation.ts'
import { scanResponseSchema } from '../contract/scan.ts'
import { call } from './testing/call.ts'
import { useDataFolder } from './testing/data-folder.ts'
import { runServer } from './testing/server-process.ts'
import { openStream } from './testing/stream.ts'
import { scanBody } from './testing/test-server.ts'
import { until } from './testing/until.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

const data = useDataFolder()

const start = data.serve
const demo = (...more: string[]) => start(['--demo', '--port', '0', '--data', data.path(), ...more])

describe('options', () => {
  it('wrong ones are refused in one line, exit 2', async () => {
    const server = runServer(['--demo', '--port', 'http'])
    expect(await server.exitCode()).toBe(2)
    expect(server.stderr()).toBe('--port must be a number from 0 to 65535, not "http".\n')
    expect(server.stdout()).toBe('')
  })

  it('--help lists all of them', async () => {
    const server = runServer(['--help'])
    expect(await server.exitCode()).toBe(0)
    for (const word of [
      '--demo',
      '--data',
      '--port',
      '--host',
      '--heartbeat-ms',
      'DATABASE_URL',
      'LOG_LEVEL',
    ]) {
      expect(server.stdout()).toContain(word)
    }
  })

  it('a port in use, and a database that is none, are told in one line, exit 1', async () => {
    const { ready } = await demo()
    const { port } = new URL(ready.url)
    const second = runServer(['--demo', '--port', port], { LOG_LEVEL: 'silent' })
    expect(await second.exitCode()).toBe(1)
    expect(second.stderr()).toBe(
      `Port ${port} is in use. Choose another with --port, or --port 0 for a free one.\n`,
    )
    const third = runServer(['--data', path.join(import.meta.filename, 'x')])
    expect(await third.exitCode()).toBe(1)
    expect(third.stderr().trim().split('\n')).toHaveLength(1)
  })

  it('--demo refuses a database with real data', async () => {
    const real = await start(['--demo', '--port', '0', '--data', data.path()])
    real.child.kill('SIGTERM')
    await real.exitCode()
    const file = new Sqlite(data.path('frontdesk.db'))
    file.exec("delete from meta where name = 'demo'")
    file.close()
    const refused = runServer(['--demo', '--data', data.path()])
    expect(await refused.exitCode()).toBe(2)
    expect(refused.stderr()).toContain('real data')
  })
})

it('prints its ready line only on stdout, and its tokens work', async () => {
  const server = await demo()
  const { ready } = server
  expect(server.stdout().trim().split('\n')).toHaveLength(1)
  const { tokens, url } = ready
  for (const [token, businessId] of [
    [tokens.desk, 1],
    [tokens.desk2, 1],
    [tokens.manager, 1],
    [tokens.otherBusinessDesk, 2],
  ] as const) {
    const answer = await call(`${url}/api/reservas?businessId=${businessId}`, 'GET', { token })
    const { reservas } = listResponseSchema.parse(answer.body)
    expect(reservas.length).toBeGreaterThanOrEqual(businessId === 1 ? 55 : 3)
  }
  const paired = await call(`${url}/api/devices/pair`, 'POST', {
    body: { code: ready.pairingCode, name: 'Nuevo' },
  })
  expect(paired.status).toBe(200)
  expect((await call(`${url}/healthz`, 'GET', {})).body).toEqual({
    status: 'ok',
    protocol: protocolVersion,
    version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
  })
  for (const token of Object.values(tokens)) expect(server.stderr()).not.toContain(token)
})

it('SIGTERM: streams get a retry and end, exit 0 within 5 s, the temporary folder is gone', async () => {
  const server = await start(['--demo', '--port', '0', '--log-level', 'debug'])
  const stream = await openStream(`${server.ready.url}/api/reservas/events?businessId=1`, {
    token: server.ready.tokens.desk,
  })
  await stream.frame('connected')
  const before = Date.now()
  server.child.kill('SIGTERM')
  expect(await server.exitCode()).toBe(0)
  expect(Date.now() - before).toBeLessThan(5000)
  await until(() => stream.ended())
  expect(Number(stream.frames.at(-1)?.retry)).toBeGreaterThanOrEqual(1000)
  expect(server.stderr()).not.toContain(server.ready.tokens.desk)
})

it('opens the same demo again: same rows, earlier tokens stay valid, new ones are given', async () => {
  const first = await demo()
  const list = async (url: string, token: string) =>
    listResponseSchema.parse((await call(`${url}/api/reservas?businessId=1`, 'GET', { token })).body)
  const before = await list(first.ready.url, first.ready.tokens.desk)
  first.child.kill('SIGTERM')
  expect(await first.exitCode()).toBe(0)
  const second = await demo()
  expect(second.ready.tokens.desk).not.toBe(first.ready.tokens.desk)
  expect(await list(second.ready.url, first.ready.tokens.desk)).toEqual(before)
  expect(await list(second.ready.url, second.ready.tokens.desk)).toEqual(before)
})

it('whoever read the ready line may close the pipe: the server goes on', async () => {
  const server = await demo()
  server.child.stdout?.destroy()
  server.child.stderr?.destroy()
  const bad = { token: server.ready.tokens.desk, raw: '{' }
  for (let n = 0; n < 3; n++) {
    expect((await call(`${server.ready.url}/api/reservas`, 'POST', bad)).status).toBe(400)
  }
})

it('SIGKILL under writes: every answered write is there after a restart, each once, and the log has no gaps', async () => {
  const first = await demo()
  const { url, tokens } = first.ready
  const answered = new Map<string, string>()
  const sent: { key: string; body: Record<string, unknown> }[] = []
  const scans: Record<string, unknown>[] = []
  let killed = false

  const startsAt = new Date().toISOString()
  const writer = async (token: string): Promise<void> => {
    while (!killed) {
      const id = uuid()
      const body = { id, businessId: 1, customer: { name: 'x' }, startsAt, partySize: 2 }
      const write = { key: uuid(), body }
      sent.push(write)
      const headers = { 'idempotency-key': write.key }
      const made = await call(`${url}/api/reservas`, 'POST', { token, body, headers }).catch(() => null)
      if (made?.status !== 201) continue
      const { code } = reservationSchema.parse(made.body)
      answered.set(id, code)
      const scan = scanBody(code)
      scans.push(scan)
      await call(`${url}/api/reservas/qr-scan`, 'POST', { token, body: scan }).catch(() => null)
    }
  }
  const writers = [writer(tokens.desk), writer(tokens.desk2), writer(tokens.desk)]
  await until(() => answered.size > 30)
  first.child.kill('SIGKILL')
  killed = true
  await Promise.all(writers)
  await first.exitCode()

  const second = await demo()
  const token = tokens.desk
  // What was under way is sent again, as an outbox does: it happens once, whether the first try had got through or not.
  for (const { key, body } of sent) {
    const headers = { 'idempotency-key': key }
    const again = await call(`${second.ready.url}/api/reservas`, 'POST', { token, body, headers })
    expect(again.status).toBe(201)
    const { id, code } = reservationSchema.parse(again.body)
    expect(code).toBe(answered.get(id) ?? code)
  }
  for (const body of scans) {
    const again = await call(`${second.ready.url}/api/reservas/qr-scan`, 'POST', { token, body })
    expect(scanResponseSchema.parse(again.body)).toMatchObject({
      outcome: 'admitted',
      reservation: { arrivedCount: 1 },
    })
  }

  const events = await wholeLog(second.ready.url, token)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  const created = events.flatMap((event) =>
    event.type === 'reservation-created' ? [event.reservation.id] : [],
  )
  for (const { body } of sent) expect(created.filter((id) => id === body.id)).toHaveLength(1)
  const scanned = events.flatMap((event) => (event.type === 'qr-scanned' ? [event.scan.scanId] : []))
  for (const scan of scans) expect(scanned.filter((id) => id === scan.scanId)).toHaveLength(1)
  expect(existsSync(data.path('frontdesk.db'))).toBe(true)
})

async function wholeLog(url: string, token: string): Promise<DeskEvent[]> {
  const events: DeskEvent[] = []
  for (let since = 0; ;) {
    const answer = await call(`${url}/api/reservas/changes?businessId=1&since=${since}`, 'GET', { token })
    const page = changesResponseSchema.parse(answer.body)
    const { events: more, cursor } = z
      .object({ events: z.array(z.unknown()), cursor: z.number() })
      .parse(page)
    if ('events' in page) events.push(...page.events)
    if (more.length === 0) return events
    since = cursor
  }
}
