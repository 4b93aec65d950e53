import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultSettings } from '../../contract/ipc.ts'
import { readJson } from '../../contract/json.ts'
import { writeWhileKilled } from '../testing/killed-store.ts'
import { reservationOf, uuidOf } from '../testing/records.ts'
import { quiet, realStore, storeEntry, storeKey, temporaryFolder, until } from '../testing/real-desk.ts'
import { createStoreClient } from './client.ts'
import type { StoreClient } from './client.ts'
import { nodeTransport } from './node-transport.ts'
import { Model } from '../sync/model.ts'
import { goneLength } from './protocol.ts'
import type { OutboxEntry } from './outbox-entry.ts'
import type { Change } from './protocol.ts'
import { StoreError } from './store-error.ts'
import type { ChildChannel } from './transport.ts'
import { withKey } from './with-key.ts'

// Processes are started and killed here: a busy machine takes its time.
vi.setConfig({ testTimeout: 90_000 })

let folder: ReturnType<typeof temporaryFolder>
let file: string
const clients: StoreClient[] = []

beforeEach(() => {
  folder = temporaryFolder()
  file = path.join(folder.dir, 'desk', 'desk.sqlite')
})
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop()
  folder.remove()
})

/** A client, and every process that was started for it. */
function open(everything: Change = {}) {
  const processes: ChildChannel[] = []
  const putAside: string[] = []
  const client = createStoreClient({
    start: () => {
      const started = realStore([file])
      processes.push(started)
      return started
    },
    everything: () => everything,
    onPutAside: ({ whole }) => putAside.push(whole ? 'whole' : 'in part'),
    log: quiet,
  })
  clients.push(client)
  return { client, processes, putAside, kill: () => processes.at(-1)?.kill() }
}

/** All that the file holds, its rows as what they are. */
async function contentOf(client: StoreClient) {
  const { loaded, rows } = await client.load()
  return { loaded, rows: readJson(rows) }
}

/** A file that was made and closed in order. */
async function begin(): Promise<void> {
  const { client } = open()
  await client.load()
  await client.stop()
}

describe('the store', () => {
  it('forgets the oldest deletions where there are too many, as main does', async () => {
    const gone = Array.from({ length: goneLength + 20 }, (_, index) => {
      const { id, ticketId } = reservationOf({ index })
      return { id, ticketId, version: 2 }
    })
    const first = open()
    const model = new Model()
    for (const change of [{ gone: gone.slice(0, 900) }, { gone: gone.slice(900) }]) {
      await first.client.commit(change)
      model.apply(change)
    }
    await first.client.stop()
    const { loaded } = await open().client.load()
    expect(loaded.gone).toEqual(gone.slice(20))
    expect([...model.gone.values()]).toEqual(gone.slice(20))
  })

  it('holds what was written when it is opened again', async () => {
    const first = open()
    const rows = Array.from({ length: 1_203 }, (_, index) => reservationOf({ index }))
    await first.client.commit({ rows, cursor: 7, revoked: ['f'.repeat(24)] })
    await first.client.stop()
    const { loaded, rows: read } = await contentOf(open().client)
    expect(read).toEqual(rows)
    expect(loaded).toMatchObject({ cursor: 7, revoked: ['f'.repeat(24)], unreadable: 0, identity: null })
  })

  it('keeps the choices of a version that had fewer of them', async () => {
    await begin()
    const db = new Sqlite(file)
    db.prepare(`INSERT INTO meta (key, value) VALUES ('settings', ?)`).run('{"language":"en","volume":0.2}')
    db.close()
    const { loaded } = await open().client.load()
    expect(loaded.settings).toEqual({ ...defaultSettings, language: 'en', volume: 0.2 })
  })

  it('has every write that it confirmed, killed thirty times in the middle of writing', async () => {
    const { confirmed, held } = await writeWhileKilled(realStore, file, 30)
    expect(confirmed.length).toBeGreaterThan(30)
    expect(held).toEqual(confirmed)
  }, 120_000)

  it('is refused clearly when it dies again and again, and serves once it can run', async () => {
    let broken = true
    const client = createStoreClient({
      start: () => (broken ? nodeTransport('false', storeEntry) : realStore)([file]),
      everything: () => ({}),
      onPutAside: () => undefined,
      log: quiet,
    })
    clients.push(client)
    await expect(client.load()).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' })
    broken = false
    await until(() => client.commit({ cursor: 3 }))
    expect((await client.load()).loaded.cursor).toBe(3)
  })

  it('refuses what is no question, and goes on', async () => {
    const { client } = open()
    // A cursor is a whole number: the process parses what it is asked.
    await expect(client.commit({ cursor: -1.5 })).rejects.toMatchObject({ code: 'bad_request' })
    await client.commit({ cursor: 2 })
  })

  it('ends when the one that started it is killed', async () => {
    const parent = fork(path.join(import.meta.dirname, '../testing/store-parent.ts'), [storeEntry, file], {
      execArgv: [],
    })
    const [pid] = (await once(parent, 'message')) as [number]
    process.kill(pid, 0)
    parent.kill('SIGKILL')
    await until(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'))
  })
})

describe('what the file holds of guests', () => {
  const entry: OutboxEntry = {
    id: uuidOf(900),
    businessId: 1,
    createdAt: '2030-06-01T19:00:00.000Z',
    attempts: 0,
    setAside: null,
    name: 'Eufrasia Secreta',
    kind: 'update',
    reservationId: uuidOf(1),
    changes: { notes: 'alergia secreta' },
    base: { version: 1, values: { notes: null } },
  }
  const customer = { name: 'Eufrasia Secreta', phone: '+34 600 111 222', email: 'secreta@correo.es' }
  const guest = { ...reservationOf({ index: 1 }), customer }
  const client = { key: 'tel:34600111222', visits: 3, noShows: 0 }
  const secrets = ['Secreta', '600 111 222', '34600111222', 'correo.es', 'alergia']
  /** Which secrets stand anywhere in the desk's folder. */
  const onDisk = (): string[] => {
    const folder = path.dirname(file)
    const bytes = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)))
    return secrets.filter((secret) => bytes.some((part) => part.includes(secret)))
  }

  it('cannot be read in it, is found by its key, and comes back', async () => {
    const { client: store } = open()
    await store.commit({ rows: [guest], clients: [client], entries: [entry], cursor: 1 })
    expect(onDisk()).toEqual([])
    await store.stop()
    expect(onDisk()).toEqual([])
    const again = open().client
    const { rows, loaded } = await contentOf(again)
    expect([rows, loaded.entries]).toEqual([[guest], [entry]])
    expect((await again.guest({ id: guest.id, clientKey: client.key })).client).toEqual(client)
  })

  it('of a desk that sealed nothing yet is sealed at its next start, down to the bytes, and nothing is lost', async () => {
    await begin()
    const db = new Sqlite(file)
    db.pragma('secure_delete = OFF')
    const put = (table: string, id: string, value: unknown) =>
      db.prepare(`INSERT INTO ${table} (id, json) VALUES (?, ?)`).run(id, JSON.stringify(value))
    put('reservations', guest.id, guest)
    put('reservations', uuidOf(2), { ...guest, id: uuidOf(2) })
    put('outbox', entry.id, entry)
    db.prepare('INSERT INTO clients (key, json) VALUES (?, ?)').run(client.key, JSON.stringify(client))
    db.prepare(`DELETE FROM meta WHERE key = 'proof'`).run()
    // What an older version has deleted without overwriting it.
    db.prepare('DELETE FROM reservations WHERE id = ?').run(uuidOf(2))
    db.close()
    expect(onDisk()).toEqual(secrets)

    const { client: store, putAside } = open()
    const { rows, loaded } = await contentOf(store)
    expect([rows, loaded.entries, loaded.unreadable, putAside]).toEqual([[guest], [entry], 0, []])
    expect((await store.guest({ id: guest.id, clientKey: client.key })).client).toEqual(client)
    expect(onDisk()).toEqual([])
  })

  it.each([
    ['with work that was not sent', [entry], false],
    ['with nothing that was not sent', [], true],
  ])(
    '%s was sealed with another key: the file is put aside, and what its key opens is in it still',
    async (_, entries, whole) => {
      const { client: store } = open()
      await store.commit({ rows: [guest], entries })
      await store.stop()
      const other = withKey(nodeTransport(process.execPath, storeEntry), () =>
        Promise.resolve(Buffer.alloc(32, 9)),
      )
      const putAside: unknown[] = []
      const stranger = createStoreClient({
        start: () => other([file]),
        everything: () => ({}),
        onPutAside: (aside) => putAside.push(aside),
        log: quiet,
      })
      clients.push(stranger)
      expect((await contentOf(stranger)).rows).toEqual([])
      expect(putAside).toMatchObject([{ whole, otherKey: true }])
    },
  )

  it('has a key that cannot be had now: every question is refused and says so, and answered once it is there', async () => {
    const { client: store } = open()
    await store.commit({ rows: [guest] })
    await store.stop()
    let away = true
    const start = withKey(nodeTransport(process.execPath, storeEntry), () =>
      away
        ? Promise.reject(new StoreError('keyring_away', 'The keyring is not there.'))
        : Promise.resolve(storeKey),
    )
    const waiting = createStoreClient({
      start: () => start([file]),
      everything: () => ({}),
      onPutAside: () => expect.unreachable(),
      log: quiet,
    })
    clients.push(waiting)
    await expect(waiting.load()).rejects.toMatchObject({ name: 'StoreError', code: 'keyring_away' })
    away = false
    await until(async () => expect((await contentOf(waiting)).rows).toEqual([guest]))
  })

  it('that was changed by somebody without the key is left out, and asked of the server again', async () => {
    const { client: store } = open()
    await store.commit({ rows: [guest], cursor: 4, replaceRows: true })
    await store.stop()
    const db = new Sqlite(file)
    db.prepare(`UPDATE reservations SET json = substr(json, 1, 40) || 'AAAA' || substr(json, 45)`).run()
    db.close()
    const { rows, loaded } = await contentOf(open().client)
    expect([rows, loaded.cursor]).toEqual([[], null])
  })

  it('goes with the venue, and with it what was put aside', async () => {
    await begin()
    writeFileSync(file, 'no database, and Secreta in it '.repeat(200))
    const { client: store } = open()
    await store.commit({ rows: [guest] })
    expect(onDisk()).toEqual(['Secreta'])
    await store.commit({ clear: true })
    expect(onDisk()).toEqual([])
    expect(readFileSync(file).includes(guest.id)).toBe(false)
  })
})

describe('a damaged file', () => {
  const asides = () => readdirSync(path.dirname(file)).filter((name) => name.includes('.damaged-'))

  it.each([
    ['is no database', () => writeFileSync(file, 'this is not a database, and never was one. '.repeat(200))],
    ['was cut short', () => writeFileSync(file, 'SQLite format 3\u0000and then nothing')],
    [
      'was written by a newer version',
      () => {
        const db = new Sqlite(file)
        db.pragma('user_version = 99')
        db.close()
      },
    ],
  ])('that %s is put aside, and an empty one is begun', async (_, damage) => {
    await begin()
    damage()
    const { client, putAside } = open()
    expect((await contentOf(client)).rows).toEqual([])
    await client.commit({ cursor: 1 })
    expect(putAside).toHaveLength(1)
    expect(asides().length).toBeGreaterThan(0)
  })

  it.each(['reservations', 'clients'])(
    'that was closed in order, and has gone bad since where its %s are, is put aside and made again',
    async (table) => {
      const rows = Array.from({ length: 50 }, (_, index) => reservationOf({ index }))
      const first = open()
      const settings = { ...defaultSettings, theme: 'dark' as const }
      await first.client.commit({ rows, cursor: 4, settings })
      await first.client.stop()
      const db = new Sqlite(file)
      const page = Number(db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table))
      const size = Number(db.pragma('page_size', { simple: true }))
      db.close()
      writeFileSync(file, readFileSync(file).fill(0xa5, (page - 1) * size, page * size))
      const { client, putAside } = open({ rows, cursor: 4, settings })
      const { loaded, rows: read } = await contentOf(client)
      // Rows that cannot be read come back with a snapshot: a cursor would say that they are there.
      expect({ cursor: loaded.cursor, rows: read }).toEqual(
        table === 'reservations' ? { cursor: null, rows: [] } : { cursor: 4, rows },
      )
      expect(loaded.settings).toEqual(settings)
      // Where no list needs what is bad, it is found a little later, and main's memory takes its place.
      await until(() => {
        expect(putAside).toHaveLength(1)
      })
      await client.commit({ cursor: 5 })
      expect((await contentOf(client)).rows).toEqual(read)
    },
  )

  it('is made again from main’s memory when it breaks while the desk runs', async () => {
    const row = reservationOf({ index: 1 })
    const { client, kill, processes } = open({ rows: [row], cursor: 4 })
    await client.load()
    await client.commit({ rows: [row], cursor: 4 })
    kill()
    // With its log, from which SQLite would mend it.
    for (const part of [file, `${file}-wal`]) writeFileSync(part, 'gone bad '.repeat(2_000))
    await client.commit({ cursor: 5 })
    const { rows, loaded } = await contentOf(client)
    expect(rows).toEqual([row])
    expect(loaded.cursor).toBe(5)
    expect(processes.length).toBeGreaterThan(1)
    expect(asides().length).toBeGreaterThan(0)
  })
})
