import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { listResponseSchema } from '../../contract/api.ts'
import { lastSeq } from '../events/log.ts'
import { openDatabase } from '../storage/database.ts'
import { call } from '../testing/call.ts'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { runServer, startServerProcess } from '../testing/server-process.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder = ''
let postgres: TestPostgres
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-test-'))
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.remove()
  await rm(folder, { recursive: true })
})

async function copyTo(url: string) {
  const command = runServer(['--data', folder, '--copy-to', url])
  const exitCode = await command.exitCode()
  return { exitCode, said: command.stderr() }
}
const list = async (url: string, token: string) =>
  listResponseSchema.parse((await call(`${url}/api/reservas?businessId=1`, 'GET', { token })).body)

it('moves a venue to PostgreSQL: same rows, same cursor, the same tokens, and work goes on there', async () => {
  const old = await startServerProcess(['--demo', '--port', '0', '--data', folder])
  const token = old.ready.tokens.desk
  const before = await list(old.ready.url, token)
  old.child.kill('SIGTERM')
  await old.exitCode()

  const url = await postgres.createDatabase()
  const copied = await copyTo(url)
  expect(copied.exitCode).toBe(0)
  expect(copied.said).toContain('compared, and committed')
  expect(copied.said).toMatch(/events: \d+ rows, checksum [0-9a-f]{32}, the same on both sides/)

  const moved = await startServerProcess(['--demo', '--port', '0'], { DATABASE_URL: url })
  expect(await list(moved.ready.url, token)).toEqual(before)
  const body = { businessId: 1, customer: { name: 'x' }, startsAt: new Date().toISOString(), partySize: 2 }
  expect((await call(`${moved.ready.url}/api/reservas`, 'POST', { token, body })).status).toBe(201)
  expect((await list(moved.ready.url, token)).cursor).toBe(before.cursor + 1)
  moved.child.kill('SIGTERM')
  expect(await moved.exitCode()).toBe(0)

  const again = await copyTo(url)
  expect(again.exitCode).toBe(1)
  expect(again.said).toContain('Name an empty database')
})

it('copies nothing where one row cannot be stored', async () => {
  const url = await postgres.createDatabase()
  const db = await openDatabase(url)
  await db.schema
    .alterTable('scans')
    .addCheckConstraint('nobody', sql`people < 0`)
    .execute()
  const copied = await copyTo(url)
  expect(copied.exitCode).toBe(1)
  expect(copied.said).toContain('Nothing was copied')
  expect(await db.selectFrom('businesses').selectAll().execute()).toEqual([])
  await expect(lastSeq(db, 1)).rejects.toThrow()
  await db.destroy()
})
