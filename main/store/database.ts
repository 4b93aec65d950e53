import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'

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

export interface OpenedDatabase {
  db: Db
  /** The name that a damaged file was given; `null` where the file was good, or new. */
  putAside: string | null
}

/**
 * Opens the desk's file, making it where it is missing. A file that is damaged, or was written by a newer
 * version, is put aside under a name with the time in it, and an empty one takes its place.
 * Throws where the folder cannot be written or another process holds the file.
 */
export function openDatabase(file: string): OpenedDatabase {
  mkdirSync(path.dirname(file), { recursive: true })
  try {
    return { db: openAndMigrate(file), putAside: null }
  } catch (error) {
    if (!isUnreadable(error)) throw error
    const putAside = putFileAside(file)
    return { db: openAndMigrate(file), putAside }
  }
}

function openAndMigrate(file: string): Db {
  const db = new Sqlite(file, { timeout: 5_000 })
  try {
    // One process owns the file: a store that outlives its killed main for a moment must not write beside the next.
    db.pragma('locking_mode = EXCLUSIVE')
    db.pragma('journal_mode = WAL')
    // What the host was told is done must survive a power cut, not only a crash.
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    // A desk that was revoked forgets its guests: what is deleted is overwritten.
    db.pragma('secure_delete = ON')
    const check = db.pragma('quick_check(1)', { simple: true })
    if (check !== 'ok') throw new UnreadableFile(String(check))
    migrate(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
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

/** Whether the file itself is at fault, not the disk or another process. */
export function isUnreadable(error: unknown): boolean {
  if (error instanceof UnreadableFile) return true
  return (
    error instanceof Sqlite.SqliteError &&
    (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB')
  )
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
