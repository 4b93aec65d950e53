import { mkdirSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import { StartError } from '../config.ts'
import { start } from './migrations/0001-start.ts'
import { identity } from './migrations/0003-identity.ts'
import { host } from './migrations/0004-host.ts'
import type { Schema } from './schema.ts'

export type Database = Kysely<Schema>
export type Tx = Transaction<Schema>
/** For queries that are right inside a transaction and outside of one. */
export type Reader = Database | Tx

/** In the order in which they run. Listed by hand, so that a file left lying about is not a migration. */
const migrations = { '0001-start': start, '0003-identity': identity, '0004-host': host }

/**
 * Opens the database file, makes it where it is missing, and brings its tables up to date.
 * Throws StartError, in a sentence for the operator, where the file cannot be used.
 */
export async function openDatabase(file: string): Promise<Database> {
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: openFile(file) }) })
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  }).migrateToLatest()
  if (error !== undefined) {
    await db.destroy()
    throw new StartError(
      `The tables in ${file} cannot be brought up to date (${reasonOf(error)}). ` +
        'If a newer version made this database, start that version.',
      1,
    )
  }
  return db
}

function openFile(file: string): Sqlite.Database {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    const sqlite = new Sqlite(file)
    sqlite.pragma('journal_mode = WAL')
    // An answered write must survive a power cut too: in WAL mode, only FULL syncs at each commit.
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma('busy_timeout = 5000')
    return sqlite
  } catch (error) {
    throw new StartError(
      `The database ${file} cannot be opened (${reasonOf(error)}). Check the path and its permissions.`,
      1,
    )
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
