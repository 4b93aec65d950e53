import { copyFileSync, existsSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { scanEntryOf } from '../testing/records.ts'
import { storeKey, temporaryFolder } from '../testing/real-desk.ts'
import { openDatabase } from './database.ts'
import { createQueries } from './queries.ts'
import { createVault, sealedTexts } from './vault.ts'

vi.setConfig({ testTimeout: 60_000 })

const vault = createVault(storeKey)
let folder: ReturnType<typeof temporaryFolder>
let file: string

beforeEach(() => {
  folder = temporaryFolder()
  file = path.join(folder.dir, 'desk.sqlite')
})
afterEach(() => folder.remove())

function read(name: string) {
  const { db, putAside } = openDatabase(name, vault)
  const loaded = createQueries(db, vault)({ query: 'load', input: null })
  db.close()
  if (!loaded || !('entries' in loaded)) throw new Error('that is no answer to `load`')
  return { ids: loaded.entries.map(({ id }) => id), cursor: loaded.cursor, putAside }
}

/** Commits so many entries one by one, and leaves the files as a power cut would: nothing is closed in order. */
function writeEntries(count: number, name: string): string[] {
  const { db } = openDatabase(file, vault)
  const ask = createQueries(db, vault)
  const ids = Array.from({ length: count }, (_, index) => {
    const entry = scanEntryOf(index + 1)
    ask({ query: 'commit', input: { entries: [entry], cursor: index } })
    return entry.id
  })
  copyFileSync(file, name)
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${name}-wal`)
  db.close()
  return ids
}

/** What is whole in the bytes of a file, opened. */
const textsIn = (bytes: Buffer): string[] =>
  [...bytes.toString('latin1').matchAll(sealedTexts)].map(([sealed]) => vault.open(sealed) ?? '')

const pageSize = 4096
const frame = 24 + pageSize

describe('a power cut', () => {
  it('at every frame of the log and in the middle of one: the file opens, with what was committed until there', () => {
    const cut = path.join(folder.dir, 'cut.sqlite')
    const ids = writeEntries(12, cut)
    const [main, log] = [readFileSync(cut), readFileSync(`${cut}-wal`)]
    const frames = Math.floor((log.length - 32) / frame)
    expect(frames).toBeGreaterThan(ids.length)
    let most = 0
    for (let kept = 0; kept <= frames; kept++) {
      for (const more of kept === frames ? [0] : [0, 24, 24 + pageSize / 2]) {
        writeFileSync(cut, main)
        writeFileSync(`${cut}-wal`, log)
        truncateSync(`${cut}-wal`, 32 + kept * frame + more)
        const found = read(cut)
        expect(found.putAside).toBeNull()
        // A prefix: nothing is missing before something that is there, and none is lost that a longer log had kept.
        expect(found.ids).toEqual(ids.slice(0, found.ids.length))
        expect(found.ids.length).toBeGreaterThanOrEqual(most)
        most = found.ids.length
      }
    }
    expect(most).toBe(ids.length)
  })

  it('syncs each commit to the disk before it is answered', () => {
    const { db } = openDatabase(file, vault)
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    db.close()
  })
})

describe('what a damaged file still holds of the outbox', () => {
  /** One file without a log beside it, as after a quiet evening. */
  function writeClosed(count: number): string[] {
    const ids = writeEntries(count, path.join(folder.dir, 'unused.sqlite'))
    const db = new Sqlite(file)
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    return ids
  }

  function damage(from: number, to: number): void {
    const bytes = readFileSync(file)
    bytes.fill(0xa5, from, to)
    writeFileSync(file, bytes)
    // As the process leaves it that found the damage, and ended.
    writeFileSync(`${file}-wal`, '')
  }

  it('is carried over whole where the damage is elsewhere', () => {
    const ids = writeClosed(40)
    const db = new Sqlite(file)
    const page = Number(db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'clients'`).pluck().get())
    db.close()
    damage((page - 1) * pageSize, page * pageSize)
    const found = read(file)
    expect(found.putAside).toMatchObject({ saved: ids.length, whole: true })
    expect(found.ids).toEqual(ids)
    // A snapshot is needed.
    expect(found.cursor).toBeNull()
  })

  it('is found in the bytes where the table itself is lost, whichever page of it', () => {
    const ids = writeClosed(60)
    const good = readFileSync(file)
    const pages = good.length / pageSize
    for (let page = 0; page < pages; page++) {
      writeFileSync(file, good)
      damage(page * pageSize, (page + 1) * pageSize)
      const held = ids.filter((id) =>
        textsIn(readFileSync(file)).some((text) => text.includes(`"id":"${id}"`)),
      )
      expect(held.length).toBeGreaterThan(ids.length / 2)
      const found = read(file)
      expect(found.ids).toEqual(expect.arrayContaining(held))
      expect(found.ids).toEqual(found.ids.toSorted())
    }
  })

  it('is found though only its last page is left', () => {
    const ids = writeClosed(60)
    const good = readFileSync(file)
    const at = good.lastIndexOf('"FDS1.')
    writeFileSync(file, good.subarray(Math.floor(at / pageSize) * pageSize))
    const found = read(file)
    expect(found.putAside).toMatchObject({ whole: false })
    expect(found.ids.length).toBeGreaterThan(0)
    expect(ids).toEqual(expect.arrayContaining(found.ids))
  })

  it('is there after the power was cut between putting the damaged file aside and putting the new one in its place', () => {
    const ids = writeClosed(3)
    renameSync(file, `${file}.next`)
    expect(read(file).ids).toEqual(ids)
    expect(existsSync(`${file}.next`)).toBe(false)
  })
})
