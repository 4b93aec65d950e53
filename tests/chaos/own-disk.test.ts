import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startProxy } from '../../main/testing/proxy.ts'
import type { Proxy } from '../../main/testing/proxy.ts'
import { startDesk, temporaryFolder, until } from '../../main/testing/real-desk.ts'
import type { RealDesk } from '../../main/testing/real-desk.ts'
import { startRealServer } from '../../main/testing/real-server.ts'
import type { RealServer } from '../../main/testing/real-server.ts'
import { mountSmallDisk } from '../../server/testing/small-disk.ts'

// Stores are started again and again here: a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

let server: RealServer
let proxy: Proxy
const ends: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  server = await startRealServer()
  proxy = await startProxy(server.url)
})
afterAll(async () => {
  await proxy.stop()
  await server.stop()
})
afterEach(async () => {
  proxy.up()
  for (const end of ends.splice(0).reverse()) await end()
})

async function desk(dataDir: string): Promise<RealDesk> {
  const started = await startDesk({ server: proxy.url, token: server.tokens.desk, dataDir })
  ends.push(() => started.core.stop())
  return started
}

const troubleOf = async (it: RealDesk) => (await it.state()).storeTrouble

/** As the host does it, until the desk is live again. */
async function comesBack(it: RealDesk): Promise<void> {
  await until(async () => {
    await it.core.handlers.retryNow(undefined)
    expect(await troubleOf(it)).toBeUndefined()
    expect((await it.state()).freshness.connection.state).toBe('live')
  })
}

describe('a desk whose own disk fails', () => {
  it('full: it says so and admits nobody whom it cannot keep, loses nothing from before, and goes on by itself when there is room', async (test) => {
    const disk = await mountSmallDisk(16)
    if (!disk) return test.skip('needs root on Linux, to mount a small disk')
    ends.push(() => disk.remove())
    const it = await desk(disk.folder)
    await it.reaches('live')
    const [before, after] = [await server.create(), await server.create()]
    await until(() => it.card(after.id))
    proxy.down()
    await it.reaches('reconnecting')
    const text = await server.ticket(before.id)
    expect(await it.scan(text)).toMatchObject({ outcome: 'admitted' })
    disk.fill(0)
    const notes = 'x'.repeat(1_900)
    // What is left of the last page is used up first.
    await until(async () => {
      const answer = await it.core.handlers.updateReservation({ id: after.id, changes: { notes } })
      expect(answer).toEqual({ ok: false, problem: { code: 'storage' } })
    })
    expect(await troubleOf(it)).toBe('disk_full')
    expect((await it.state()).scans[0]).toMatchObject({ outcome: 'admitted', provisional: true })
    disk.empty()
    proxy.up()
    await comesBack(it)
    await it.sent()
    expect(await server.get(before.id)).toMatchObject({ arrivedCount: 1, scanCount: 1 })
  })

  it('read-only: it starts, says so, and goes on when it can be written', async (test) => {
    const disk = await mountSmallDisk(16)
    if (!disk) return test.skip('needs root on Linux, to mount a small disk')
    ends.push(() => disk.remove())
    const remount = (how: 'ro' | 'rw') => execFileSync('mount', ['-o', `remount,${how}`, disk.folder])
    remount('ro')
    const it = await desk(path.join(disk.folder, 'desk'))
    expect(await troubleOf(it)).toBe('read_only')
    expect(existsSync(path.join(disk.folder, 'desk'))).toBe(false)
    remount('rw')
    await comesBack(it)
  })

  it('held by another program: it starts, says so, and goes on when the file is let go', async () => {
    const folder = temporaryFolder()
    ends.push(folder.remove)
    const first = await desk(folder.dir)
    await first.reaches('live')
    await first.core.stop()
    const other = new Sqlite(path.join(folder.dir, 'desk.sqlite'))
    other.pragma('locking_mode = EXCLUSIVE')
    other.exec('BEGIN EXCLUSIVE')
    const it = await desk(folder.dir)
    expect(await troubleOf(it)).toBe('locked')
    other.exec('ROLLBACK')
    other.close()
    await comesBack(it)
    expect((await it.state()).reservations.length).toBeGreaterThan(30)
  })

  it('damaged: what was not sent is carried over and goes out, the file is put aside, a snapshot is taken, and the host is told', async () => {
    const folder = temporaryFolder()
    ends.push(folder.remove)
    const first = await desk(folder.dir)
    await first.reaches('live')
    const made = await server.create()
    await until(() => first.card(made.id))
    const text = await server.ticket(made.id)
    proxy.down()
    await first.reaches('reconnecting')
    const { scanId } = await first.scan(text)
    await first.core.stop()
    const file = path.join(folder.dir, 'desk.sqlite')
    damageIndexOf(file, 'reservations')

    const second = await desk(folder.dir)
    expect(await second.state()).toMatchObject({
      storeTrouble: 'saved',
      outbox: { waiting: 1 },
      scans: [{ scanId, outcome: 'admitted' }],
    })
    expect((await readdir(folder.dir)).filter((name) => name.includes('.damaged-'))).not.toEqual([])
    // Told until the host has read it.
    await second.core.handlers.dismissStoreTrouble(undefined)
    expect(await troubleOf(second)).toBeUndefined()
    proxy.up()
    await second.core.handlers.retryNow(undefined)
    await second.reaches('live')
    await second.sent()
    expect(await server.get(made.id)).toMatchObject({ arrivedCount: 1, scanCount: 1 })
    expect((await second.state()).reservations.length).toBeGreaterThan(30)
  })
})

/** Writes nonsense over the first page of the index with which SQLite finds the table's rows. */
function damageIndexOf(file: string, table: string): void {
  const db = new Sqlite(file)
  const page = Number(
    db.prepare(`SELECT rootpage FROM sqlite_schema WHERE tbl_name = ? AND type = 'index'`).pluck().get(table),
  )
  const size = Number(db.pragma('page_size', { simple: true }))
  db.close()
  const bytes = readFileSync(file)
  bytes.fill(0xa5, (page - 1) * size, page * size)
  writeFileSync(file, bytes)
}
