import { existsSync } from 'node:fs'
import { copyFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it, vi } from 'vitest'
import { listResponseSchema } from '../../contract/api.ts'
import { reservationSchema } from '../../contract/reservation.ts'
import { call } from '../testing/call.ts'
import { useDataFolder } from '../testing/data-folder.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

const folder = useDataFolder()

const data = () => folder.path('data')
async function demo() {
  const server = await folder.serve(['--demo', '--port', '0', '--data', data()])
  const { url, tokens } = server.ready
  const token = tokens.desk
  return {
    list: async () =>
      listResponseSchema.parse((await call(`${url}/api/reservas?businessId=1`, 'GET', { token })).body),
    async book() {
      const body = {
        businessId: 1,
        customer: { name: 'x' },
        startsAt: new Date().toISOString(),
        partySize: 2,
      }
      return reservationSchema.parse((await call(`${url}/api/reservas`, 'POST', { token, body })).body)
    },
    async stop() {
      server.child.kill('SIGTERM')
      expect(await server.exitCode()).toBe(0)
    },
  }
}
async function run(...args: string[]) {
  const { exitCode, stderr } = await folder.run(['--data', data(), ...args])
  return { exitCode, said: stderr }
}

it('backs up while a server writes; the copy is one sound moment, and is restored with the old one put aside', async () => {
  const server = await demo()
  let written = 0
  const state = { isWriting: true }
  const writer = (async () => {
    while (state.isWriting) {
      await server.book()
      written += 1
    }
  })()
  const backup = folder.path('copy.db')
  const first = await run('--backup', backup)
  expect(first.exitCode).toBe(0)
  expect(first.said).toContain('Backed up into')
  state.isWriting = false
  await writer
  expect(written).toBeGreaterThan(0)

  const again = await run('--backup', backup)
  expect(again.exitCode).toBe(2)
  expect(again.said).toContain('exists already')
  const inUse = await run('--restore', backup)
  expect(inUse.exitCode).toBe(1)
  expect(inUse.said).toContain('Stop it first')
  const late = await server.book()
  const { epoch } = await server.list()
  await server.stop()

  const restored = await run('--restore', backup)
  expect(restored.exitCode).toBe(0)
  expect(restored.said).toContain('Restored')
  const files = await readdir(data())
  expect(files.filter((name) => name.includes('.before-'))).toHaveLength(1)
  expect(files.filter((name) => name.endsWith('.restoring'))).toEqual([])

  const after = await demo()
  const { reservas, cursor, epoch: another } = await after.list()
  // Its numbers come again with other events: desks must not go on from a cursor of the old log.
  expect(epoch).toBeDefined()
  expect(another).not.toBe(epoch)
  expect(reservas.some(({ id }) => id === late.id)).toBe(false)
  expect(reservas.length).toBeGreaterThanOrEqual(55)
  const next = await after.book()
  expect((await after.list()).cursor).toBe(cursor + 1)
  expect((await after.list()).reservas.some(({ id }) => id === next.id)).toBe(true)
})

it('restores nothing that is no sound database, and leaves what is there', async () => {
  const server = await demo()
  const before = await server.list()
  await server.stop()
  const broken = folder.path('broken.db')
  await writeFile(broken, 'this is not a database, whatever its name says'.repeat(100))
  expect(await run('--restore', broken)).toMatchObject({ exitCode: 1 })
  expect(await run('--restore', folder.path('missing.db'))).toMatchObject({ exitCode: 2 })
  const after = await demo()
  expect((await after.list()).reservas).toEqual(before.reservas)
})

it('restores over a database that is damaged', async () => {
  const server = await demo()
  await server.stop()
  const file = path.join(data(), 'frontdesk.db')
  const backup = folder.path('copy.db')
  expect(await run('--backup', backup)).toMatchObject({ exitCode: 0 })
  await copyFile(import.meta.filename, file)
  expect(await run('--restore', backup)).toMatchObject({ exitCode: 0 })
  expect(existsSync(backup)).toBe(true)
  expect((await (await demo()).list()).reservas.length).toBeGreaterThanOrEqual(55)
})
