import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { reservationSchema } from '../contract/reservation.ts'
import { call } from './testing/call.ts'
import { raw } from './testing/raw.ts'
import { startServerProcess } from './testing/server-process.ts'
import { openStream } from './testing/stream.ts'
import { scanBody } from './testing/test-server.ts'

vi.setConfig({ testTimeout: 60_000 })

it('after a busy session, the log of a real server has request ids, and no token, code, name, phone or e-mail', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-test-'))
  const server = await startServerProcess(['--demo', '--port', '0', '--data', folder, '--log-level', 'trace'])
  try {
    const { url, tokens, pairingCode } = server.ready
    const guest = { name: 'Ximena Zzyzx', phone: '+34 699 123 987', email: 'ximena@zzyzx.example' }
    const token = tokens.desk
    const stream = await openStream(`${url}/api/reservas/events?businessId=1`, { token })
    await stream.frame('connected')
    const body = { businessId: 1, customer: guest, startsAt: new Date().toISOString(), partySize: 2 }
    const made = await call(`${url}/api/reservas`, 'POST', {
      token,
      body,
      headers: { 'x-request-id': 'busy-session' },
    })
    const { id, code } = reservationSchema.parse(made.body)
    const ticket = z.string().parse((await call(`${url}/api/reservas/${id}/qr.txt`, 'GET', { token })).body)
    const pin = { pin: '987612', reason: 'Ximena Zzyzx' }
    await call(`${url}/api/reservas/qr-scan`, 'POST', { token, body: scanBody(ticket, { override: pin }) })
    const notes = 'x\n{"level":50,"msg":"forged"}\u001b[31m'
    await call(`${url}/api/reservas/${id}`, 'PUT', { token, body: { notes }, headers: { 'if-match': '*' } })
    await call(`${url}/api/reservas?businessId=1&email=${guest.email}`, 'GET', { token })
    await call(`${url}/api/reservas?businessId=2&phone=${encodeURIComponent(guest.phone)}`, 'GET', { token })
    await call(`${url}/api/devices/pair`, 'POST', { body: { code: pairingCode, name: 'Ximena Zzyzx' } })
    await call(`${url}/api/auth/login`, 'POST', {
      body: { email: guest.email, password: 'zzyzx-password-1' },
    })
    await call(`${url}/nothing/${token}?token=${token}`, 'GET', { token: 'fd_wrong-token' })
    await call(`${url}/api/reservas`, 'POST', { token, raw: `{"customer":"${guest.email}"` })
    await call(`${url}/api/reservas/${uuid()}`, 'PUT', { token, body: { notes: guest.phone } })
    await raw(url, `GET /${token} HTTP/9.9\r\nauthorization: Bearer ${token}\r\n\r\n`)
    stream.close()
    server.child.kill('SIGTERM')
    await server.exitCode()

    const log = server.stderr()
    const lines = log
      .trim()
      .split('\n')
      .map((line) => z.looseObject({ msg: z.string() }).parse(JSON.parse(line)))
    expect(lines.filter(({ msg }) => msg === 'answered').length).toBeGreaterThan(10)
    expect(lines.some(({ reqId }) => reqId === 'busy-session')).toBe(true)
    for (const secret of [
      ...Object.values(tokens),
      pairingCode,
      ticket,
      code,
      'fd_wrong-token',
      'Zzyzx',
      'zzyzx',
      '699 123 987',
      '987612',
      'forged',
    ]) {
      expect([secret, log.includes(secret)]).toEqual([secret, false])
    }
  } finally {
    server.child.kill('SIGKILL')
    await server.exitCode()
    await rm(folder, { recursive: true })
  }
})
