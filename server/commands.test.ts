import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { connectedSchema } from '../contract/events.ts'
import { openDatabase } from './storage/database.ts'
import { call } from './testing/call.ts'
import { runServer, startServerProcess } from './testing/server-process.ts'
import { openStream } from './testing/stream.ts'
import { until } from './testing/until.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

let folder = ''
let server: Awaited<ReturnType<typeof startServerProcess>>
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-test-'))
  server = await startServerProcess(['--demo', '--port', '0', '--data', folder])
})
afterAll(async () => {
  server.child.kill('SIGTERM')
  await server.exitCode()
  await rm(folder, { recursive: true })
})

async function command(...args: string[]) {
  const run = runServer(['--data', folder, ...args])
  const exitCode = await run.exitCode()
  return { exitCode, stdout: run.stdout(), stderr: run.stderr() }
}

it('--export-guest and --erase-guest work beside a running server, whose desks are told', async () => {
  const { url, tokens } = server.ready
  const stream = await openStream(`${url}/api/reservas/events?businessId=1`, { token: tokens.desk })
  const { cursor } = connectedSchema.parse((await stream.frame('connected')).data)
  const customer = { name: 'Zoraida Única', phone: '+52 55 9999 1234' }
  const body = { businessId: 1, customer, startsAt: new Date().toISOString(), partySize: 2 }
  await call(`${url}/api/reservas`, 'POST', { token: tokens.desk, body })

  const exported = await command('--export-guest', '0052 5599991234', '--business', '1')
  expect(exported).toMatchObject({ exitCode: 0, stderr: '' })
  expect(JSON.parse(exported.stdout)).toMatchObject({ reservations: [{ reservation: { customer } }] })

  const erased = await command('--erase-guest', '0052 5599991234')
  expect(erased).toMatchObject({ exitCode: 0, stderr: '' })
  expect(JSON.parse(erased.stdout)).toEqual({ erased: { reservations: 1, events: 1 } })
  const told = await stream.frame('reservation-updated')
  expect(told.data).toMatchObject({ reservation: { customer: { name: '—' } }, actor: { kind: 'system' } })
  stream.close()
  // Nor does the running server replay it from memory, from its next look at the log on.
  await until(async () => {
    const options = { token: tokens.desk2, lastEventId: cursor }
    const again = await openStream(`${url}/api/reservas/events?businessId=1`, options)
    await until(() => again.events().length >= 2)
    again.close()
    return !JSON.stringify(again.frames).includes('Zoraida')
  })
  // Not in a page that nobody reads either, nor in the journal.
  for (const name of await readdir(folder)) {
    expect([name, (await readFile(path.join(folder, name))).includes('Zoraida')]).toEqual([name, false])
  }

  const verified = await command('--verify')
  expect(verified).toMatchObject({ exitCode: 0, stderr: '' })
  expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, businesses: 2, differences: 0 })
})

it('--verify says what differs on stderr, and ends with 1', async () => {
  const db = await openDatabase(path.join(folder, 'frontdesk.db'))
  const { id, party_size: size } = await db
    .selectFrom('reservations')
    .select(['id', 'party_size'])
    .executeTakeFirstOrThrow()
  const set = (partySize: number) =>
    db.updateTable('reservations').set({ party_size: partySize }).where('id', '=', id).execute()
  await set(99)
  const verified = await command('--verify')
  await set(size)
  await db.destroy()
  expect(verified.exitCode).toBe(1)
  expect(verified.stderr).toContain(`reservation ${id}: partySize in the row and in the log differ\n`)
  expect(JSON.parse(verified.stdout)).toMatchObject({ ok: false })
})

it.each([
  [['--erase-guest', 'nobody@example.com'], 1, 'Nobody with this'],
  [['--export-guest', 'Ana'], 2, 'e-mail address, or a phone number'],
  [['--export-guest', 'ana@example.com', '--business', '77'], 2, 'no business 77'],
  [['--export-guest', 'ana@example.com', '--business', 'x'], 2, '--business must be'],
  [['--verify', '--erase-guest', 'ana@example.com'], 2, 'one command'],
])('%j ends with %i and a sentence', async (args, exitCode, sentence) => {
  const ended = await command(...args)
  expect([ended.exitCode, ended.stdout]).toEqual([exitCode, ''])
  expect(ended.stderr).toContain(sentence)
  expect(ended.stderr.trim().split('\n')).toHaveLength(1)
})

it('makes no database where there is none', async () => {
  const run = runServer(['--data', path.join(folder, 'typo'), '--verify'])
  expect(await run.exitCode()).toBe(2)
  expect(run.stderr()).toContain('There is no database at')
})
