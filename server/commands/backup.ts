import { existsSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { StartError } from '../config.ts'
import { sealKeys, secretFor } from '../tickets/sealed-keys.ts'
import { onlySqlite } from './only-sqlite.ts'
import type { Say } from './say.ts'

/**
 * Copies an SQLite database into a file of its own, also while a server writes to it: the copy is the database as it
 * stood at one moment, with its private ticket keys locked. The file appears when it is complete and checked.
 * Throws StartError.
 * @param given The operator's secret for the keys; without it, one is kept beside the database.
 */
export async function backup(
  database: string,
  file: string,
  given: string | undefined,
  say: Say,
): Promise<void> {
  onlySqlite(database, 'pg_dump')
  if (!existsSync(database)) throw new StartError(`There is no database at ${database}. Check --data.`, 1)
  if (existsSync(file)) throw new StartError(`${file} exists already. Name a new file.`, 2)
  const partial = `${file}.partial`
  rmSync(partial, { force: true })
  try {
    await copyPages(database, partial, say)
    checkCopy(partial)
    const { secret, made } = secretFor(database, given)
    sealKeys(partial, secret, new Date())
    if (made !== null) say(`The ticket keys in backups are locked with ${made}. Keep a copy of it elsewhere.`)
    renameSync(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    if (error instanceof StartError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(
      `The backup could not be made (${reason}). Check ${path.dirname(file)} and its space.`,
      1,
    )
  }
  say(`Backed up into ${file}.`)
}

/** Copies the pages of a database as they stand at one moment. */
export async function copyPages(from: string, to: string, say: Say): Promise<void> {
  const source = new Sqlite(from, { readonly: true, fileMustExist: true, timeout: 5000 })
  try {
    await source.backup(to, {
      progress({ totalPages, remainingPages }) {
        say(`${totalPages - remainingPages} of ${totalPages} pages`)
        // All the rest in one step: a write in between would make the copy begin anew, and on a busy server for ever.
        return Math.max(1, totalPages)
      },
    })
  } finally {
    source.close()
  }
}

/** Throws StartError where a file is no sound database of this server. Leaves it as one file, without a log beside it. */
export function checkCopy(file: string): void {
  const copy = new Sqlite(file, { fileMustExist: true })
  try {
    copy.pragma('journal_mode = DELETE')
    const result = copy.pragma('integrity_check', { simple: true })
    const ours = copy
      .prepare(
        "select count(*) from sqlite_master where name in ('kysely_migration', 'businesses', 'events')",
      )
      .pluck()
      .get()
    if (result === 'ok' && ours === 3) return
    throw new StartError(`${file} is not a sound Front Desk database. Take another backup.`, 1)
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error
    throw new StartError(
      `${file} is not a sound Front Desk database (${error.message}). Take another backup.`,
      1,
    )
  } finally {
    copy.close()
  }
}
