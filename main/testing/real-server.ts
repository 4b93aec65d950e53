import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { listResponseSchema } from '../../contract/api.ts'
import { reservationSchema } from '../../contract/reservation.ts'
import type { Reservation } from '../../contract/reservation.ts'

const root = path.resolve(import.meta.dirname, '../..')
const readySchema = z.object({
  url: z.string(),
  businessId: z.number(),
  tokens: z.object({
    desk: z.string(),
    desk2: z.string(),
    manager: z.string(),
    otherBusinessDesk: z.string(),
  }),
  pairingCode: z.string(),
})

export interface RealServer extends z.infer<typeof readySchema> {
  /** A new reservation, made by another client. */
  create(fields?: Record<string, unknown>): Promise<Reservation>
  get(id: string): Promise<Reservation>
  /** Changed fields, sent by another desk on top of whatever stands there. */
  update(id: string, changes: Record<string, unknown>): Promise<Reservation>
  remove(id: string): Promise<void>
  /** A scan by another desk. */
  scan(code: string, scanId: string, people?: number): Promise<void>
  /** Anything, asked by the venue's manager or by whose token it is; `undefined` where the answer is empty. */
  ask(method: string, where: string, body?: unknown, token?: string): Promise<unknown>
  /** What the guest's QR code says. */
  ticket(id: string, token?: string): Promise<string>
  /** SIGKILL: nothing is said goodbye to. */
  kill(): Promise<void>
  /** On the same data and the same port, after `kill`. */
  restart(): Promise<void>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

/** The real server with its demo venue, in a process of its own. */
export async function startRealServer(): Promise<RealServer> {
  const data = mkdtempSync(path.join(tmpdir(), 'desk-test-server-'))
  let child: ChildProcess
  let ended: Promise<void>

  async function launch(port: string): Promise<z.infer<typeof readySchema>> {
    const started = spawn(
      process.execPath,
      ['server/server.ts', '--demo', '--port', port, '--data', data, '--heartbeat-ms', '1000'],
      { cwd: root, stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, NODE_OPTIONS: '' } },
    )
    child = started
    ended = new Promise((resolve) => started.once('exit', () => resolve()))
    let text = ''
    for await (const chunk of started.stdout) {
      text += String(chunk)
      if (text.includes('\n')) break
    }
    return readySchema.parse(JSON.parse(text))
  }

  const ready = await launch('0')

  async function ask(
    method: string,
    where: string,
    options: { token?: string; body?: unknown; version?: number } = {},
  ) {
    const answer = await fetch(ready.url + where, {
      method,
      headers: {
        authorization: `Bearer ${options.token ?? ready.tokens.desk2}`,
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.version === undefined ? {} : { 'if-match': `"${options.version}"` }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${await answer.text()}`)
    return answer
  }

  async function get(id: string): Promise<Reservation> {
    const answer = await ask('GET', `/api/reservas?businessId=${ready.businessId}`)
    const row = listResponseSchema.parse(await answer.json()).reservas.find((one) => one.id === id)
    if (!row) throw new Error(`no reservation ${id}`)
    return row
  }

  async function kill(): Promise<void> {
    child.kill('SIGKILL')
    await ended
  }

  return {
    ...ready,
    create: async (fields = {}) => {
      const body = {
        businessId: ready.businessId,
        customer: { name: 'Marta Ruiz' },
        startsAt: new Date().toISOString(),
        partySize: 2,
        ...fields,
      }
      return reservationSchema.parse(await (await ask('POST', '/api/reservas', { body })).json())
    },
    get,
    update: async (id, changes) => {
      const { version } = await get(id)
      const answer = await ask('PUT', `/api/reservas/${id}`, { body: changes, version })
      return reservationSchema.parse(await answer.json())
    },
    remove: async (id) => {
      const { version } = await get(id)
      await ask('DELETE', `/api/reservas/${id}`, { version })
    },
    scan: async (code, scanId, people = 1) => {
      const scannedAt = new Date().toISOString()
      const body = { businessId: ready.businessId, code, people, scanId, scannedAt, deviceId: 'other' }
      await ask('POST', '/api/reservas/qr-scan', { body })
    },
    ask: async (method, where, body, token = ready.tokens.manager) => {
      const answer = await ask(method, where, { token, body })
      return answer.status === 204 ? undefined : ((await answer.json()) as unknown)
    },
    ticket: async (id, token) => {
      const answer = await ask('GET', `/api/reservas/${id}/qr.txt`, token === undefined ? {} : { token })
      return (await answer.text()).trim()
    },
    kill,
    restart: async () => {
      await launch(new URL(ready.url).port)
    },
    stop: async () => {
      await kill()
      rmSync(data, { recursive: true, force: true })
    },
  }
}
