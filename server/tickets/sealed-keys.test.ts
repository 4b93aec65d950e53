import { readFile, rm } from 'node:fs/promises'
import Sqlite from 'better-sqlite3'
import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import { identitySchema, listResponseSchema } from '../../contract/api.ts'
import { reservationSchema } from '../../contract/reservation.ts'
import { scanResponseSchema } from '../../contract/scan.ts'
import { decodeTicket } from '../../contract/ticket.ts'
import { call } from '../testing/call.ts'
import { useDataFolder } from '../testing/data-folder.ts'
import { scanBody } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

const folder = useDataFolder()
const data = () => folder.path('data')

async function demo(where = data()) {
  const server = await folder.serve(['--demo', '--port', '0', '--data', where])
  const { url, tokens } = server.ready
  const token = tokens.desk
  const ask = async (method: string, path: string, body?: unknown) =>
    (await call(url + path, method, { token, ...(body !== undefined && { body }) })).body
  return {
    book: async () =>
      reservationSchema.parse(
        await ask('POST', '/api/reservas', {
          businessId: 1,
          customer: { name: 'x' },
          startsAt: new Date().toISOString(),
          partySize: 2,
        }),
      ),
    ticket: async (id: string) =>
      z
        .string()
        .parse(await ask('GET', `/api/reservas/${id}/qr.txt`))
        .trim(),
    scan: async (code: string) =>
      scanResponseSchema.parse(await ask('POST', '/api/reservas/qr-scan', scanBody(code))),
    keys: async () => identitySchema.parse(await ask('GET', '/api/devices/me')).ticketKeys,
    cursor: async () => listResponseSchema.parse(await ask('GET', '/api/reservas?businessId=1')).cursor,
    async stop() {
      server.child.kill('SIGTERM')
      expect(await server.exitCode()).toBe(0)
    },
  }
}

function privateKeys(file: string): string[] {
  const db = new Sqlite(file, { readonly: true })
  try {
    return z.array(z.string()).parse(db.prepare('select private_key from ticket_keys').pluck().all())
  } finally {
    db.close()
  }
}

it('a backup holds no ticket key that can be read; restored where its secret is, it signs with the same ones', async () => {
  const server = await demo()
  const { id } = await server.book()
  const ticket = await server.ticket(id)
  await server.stop()
  const keys = privateKeys(folder.path('data', 'frontdesk.db'))
  expect(keys.length).toBeGreaterThan(1)
  const backup = folder.path('copy.db')
  const made = await folder.run(['--data', data(), '--backup', backup])
  expect(made.exitCode).toBe(0)
  expect(made.stderr).toContain('backup.key')
  const bytes = await readFile(backup)
  for (const key of keys) {
    expect(bytes.includes(key)).toBe(false)
    expect(bytes.includes(Buffer.from(key, 'base64').subarray(-32))).toBe(false)
  }

  expect(await folder.run(['--data', data(), '--restore', backup])).toMatchObject({ exitCode: 0 })
  expect(privateKeys(folder.path('data', 'frontdesk.db'))).toEqual(keys)
  const after = await demo()
  expect(await after.ticket(id)).toBe(ticket)
  expect(decodeTicket(await after.ticket((await after.book()).id))?.ticket.keyId).toBe(1)
  expect(await after.keys()).toHaveLength(1)
})

it('restored without its secret, guests keep their tickets, and new ones are signed with a new key', async () => {
  const server = await demo()
  const { id } = await server.book()
  const ticket = await server.ticket(id)
  await server.stop()
  const backup = folder.path('copy.db')
  const secret = { FRONTDESK_BACKUP_SECRET: 'correct horse battery staple' }
  expect(await folder.run(['--data', data(), '--backup', backup], secret)).toMatchObject({ exitCode: 0 })
  await rm(data(), { recursive: true })

  const restored = await folder.run(['--data', data(), '--restore', backup], {
    FRONTDESK_BACKUP_SECRET: 'another one',
  })
  expect(restored).toMatchObject({ exitCode: 0 })
  expect(restored.stderr).toContain('stay locked')
  const after = await demo()
  expect(await after.keys()).toHaveLength(2)
  expect(await after.ticket(id)).toBe(ticket)
  expect((await after.scan(ticket)).outcome).toBe('admitted')
  const fresh = await after.ticket((await after.book()).id)
  expect(decodeTicket(fresh)?.ticket.keyId).toBe(2)
  expect((await after.scan(fresh)).outcome).toBe('admitted')
})

it('the operator rotates the key while the server runs, and desks are told', async () => {
  const server = await demo()
  const cursor = await server.cursor()
  const rotated = await folder.run(['--data', data(), '--rotate-ticket-keys', '--lead-hours', '0'])
  expect(rotated).toMatchObject({ exitCode: 0 })
  expect(JSON.parse(rotated.stdout)).toMatchObject({ rotated: [{ businessId: 1, keyId: 2 }, { keyId: 2 }] })
  expect(await server.cursor()).toBe(cursor + 1)
  expect(await server.keys()).toHaveLength(2)
  const fresh = await server.ticket((await server.book()).id)
  expect(decodeTicket(fresh)?.ticket.keyId).toBe(2)
  expect(await folder.run(['--data', data(), '--lead-hours', '1'])).toMatchObject({ exitCode: 2 })
})
