import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import type { StoreErrorCode } from './envelope.ts'
import { salvage } from './salvage.ts'
import type { Salvage } from './salvage.ts'
import { sealFile } from './seal-file.ts'
import { isSealed } from './vault.ts'
import type { Vault } from './vault.ts'

type Db = Sqlite.Database

/** One step a version: `PRAGMA user_version` counts those that were taken. Steps are added, never changed. */
const migrations: readonly ((db: Db) => void)[] = [
  (db) => {
    db.exec(`
      CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE reservations (id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
      CREATE TABLE gone (id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
      CREATE TABLE revoked (ticket_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
      CREATE TABLE outbox (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        json TEXT NOT NULL
      ) STRICT;
      CREATE TABLE scans (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        json TEXT NOT NULL
      ) STRICT;
    `)
    db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run('generation', JSON.stringify(randomUUID()))
  },
  (db) => {
    db.exec(`
      CREATE TABLE clients (key TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
      CREATE TABLE history (seq INTEGER PRIMARY KEY, reservation_id TEXT NOT NULL, json TEXT NOT NULL) STRICT;
      CREATE INDEX history_of_reservation ON history (reservation_id, seq);
    `)
  },
]

/** What became of a damaged file. */
export interface PutAside {
  /** The name that it was given. */
  file: string
  /** Entries of the outbox that were carried over. */
  saved: number
  /** Whether these are all that there were. */
  whole: boolean
  /** The file is good, and sealed with a key that this desk has no more. */
  otherKey: boolean
}

export interface OpenedDatabase {
  db: Db
  /** `null` where the file was good, or new. */
  putAside: PutAside | null
}

/**
 * Opens the desk's file, making it where it is missing. A file that is damaged, was written by a newer version or was
 * sealed with another key is put aside under a name with the time in it, and one with what could be read of the outbox takes its place.
 * Throws where the folder cannot be written or another process holds the file.
 */
export function openDatabase(file: string, vault: Vault): OpenedDatabase {
  mkdirSync(path.dirname(file), { recursive: true })
  const next = `${file}.next`
  // Between the two renamings below the power was cut: it is whole by then.
  if (!existsSync(file) && existsSync(next)) renameSync(next, file)
  try {
    return { db: openAndMigrate(file, vault), putAside: null }
  } catch (error) {
    if (!isUnreadable(error)) throw error
    const saved = salvage(file, vault)
    // Made beside it first: where the disk is full, what could be read must not be in the file aside alone.
    makeNext(next, saved, vault)
    const putAside = {
      file: putFileAside(file),
      saved: saved.outbox.length,
      whole: saved.whole,
      otherKey: error instanceof OtherKey,
    }
    renameSync(next, file)
    return { db: openAndMigrate(file, vault), putAside }
  }
}

function makeNext(file: string, { outbox, scans, meta }: Salvage, vault: Vault): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
  const db = openAndMigrate(file, vault)
  try {
    db.transaction(() => {
      for (const [table, rows] of [
        ['outbox', outbox],
        ['scans', scans],
      ] as const) {
        const put = db.prepare(`INSERT INTO ${table} (id, json) VALUES (?, ?)`)
        for (const { id, json } of rows) put.run(id, isSealed(json) ? json : vault.seal(json))
      }
      const putMeta = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)')
      for (const { id, json } of meta) putMeta.run(id, json)
    })()
  } finally {
    db.close()
  }
}

function openAndMigrate(file: string, vault: Vault): Db {
  // One that was closed in order has no log, and was whole then: it is looked through later, see process.ts.
  const leftOpen = existsSync(`${file}-wal`)
  const db = new Sqlite(file, { timeout: 5_000 })
  try {
    // One process owns the file: a store that outlives its killed main for a moment must not write beside the next.
    db.pragma('locking_mode = EXCLUSIVE')
    db.pragma('journal_mode = WAL')
    // What the host was told is done must survive a power cut, not only a crash.
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    // A desk forgets guests when it is revoked, and when their time is over: what is deleted is overwritten.
    db.pragma('secure_delete = ON')
    if (leftOpen) lookThrough(db)
    migrate(db)
    if (!sealFile(db, vault)) throw new OtherKey('sealed with another key')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Throws where the file is damaged anywhere. Takes as long as reading all of it. */
export function lookThrough(db: Db): void {
  const check = db.pragma('quick_check(1)', { simple: true })
  if (check !== 'ok') throw new UnreadableFile(String(check))
}

function migrate(db: Db): void {
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version > migrations.length) throw new UnreadableFile(`written by a newer version (${version})`)
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue
    db.transaction(() => {
      step(db)
      db.pragma(`user_version = ${index + 1}`)
    })()
  }
}

class UnreadableFile extends Error {}
class OtherKey extends UnreadableFile {}

/** Whether the file itself is at fault, not the disk or another process. */
export function isUnreadable(error: unknown): boolean {
  if (error instanceof UnreadableFile) return true
  return (
    error instanceof Sqlite.SqliteError &&
    (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB')
  )
}

/** Why a file could not be opened or written, in the words that main knows. */
export function storeErrorCode(error: unknown): StoreErrorCode {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/.test(code)) return 'disk_full'
  if (/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EROFS|EACCES|EPERM|ENOENT|ENOTDIR)/.test(code))
    return 'read_only'
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'locked'
  return 'failed'
}

function putFileAside(file: string): string {
  const name = `${file}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`
  renameSync(file, name)
  for (const suffix of ['-wal', '-shm']) {
    try {
      renameSync(file + suffix, name + suffix)
    } catch (error) {
      // A file that was closed in order has neither.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
  return name
}

/**
 * What was put aside belonged to the venue, too.
 * @param before Only what was last written before this instant.
 */
export function removePutAside(file: string, before?: string): void {
  const folder = path.dirname(file)
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${path.basename(file)}.damaged-`)) continue
    const aside = path.join(folder, name)
    if (before === undefined || statSync(aside).mtime.toISOString() < before) rmSync(aside)
  }
}
