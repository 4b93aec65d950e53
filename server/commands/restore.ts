import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { StartError } from '../config.ts'
import { checkCopy, copyPages } from './backup.ts'
import { findSecret, openKeys } from '../tickets/sealed-keys.ts'
import { createTicketKey } from '../tickets/keys.ts'
import { openDatabase } from '../storage/database.ts'
import { onlySqlite } from './only-sqlite.ts'
import type { Say } from './say.ts'

/**
 * Puts a backup in the place of an SQLite database, and the old one aside under a name with the time. Nothing is changed
 * where the backup is not sound, or while a server has the database open. Throws StartError.
 */
export async function restore(
  database: string,
  file: string,
  given: string | undefined,
  now: Date,
  say: Say,
): Promise<void> {
  onlySqlite(database, 'pg_restore')
  if (!existsSync(file)) throw new StartError(`There is no backup at ${file}.`, 2)
  if (path.resolve(file) === path.resolve(database)) {
    throw new StartError('The backup and the database are one file. Name the backup.', 2)
  }
  const ready = `${database}.restoring`
  try {
    mkdirSync(path.dirname(database), { recursive: true })
    rmSync(ready, { force: true })
    // A copy, so that the backup itself stays as it is.
    await copyPages(file, ready, say)
    checkCopy(ready)
    renameDeployment(ready)
    if (!openKeys(ready, findSecret(database, given))) await replaceKeys(ready, say)
    if (existsSync(database)) {
      const aside = `${database}.before-${now.toISOString().replaceAll(/[:.]/g, '-')}`
      whileAlone(database, () => putAside(database, aside))
      say(`The old database is now ${aside}.`)
    }
    renameSync(ready, database)
  } catch (error) {
    rmSync(ready, { force: true })
    if (error instanceof StartError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(`${file} could not be restored (${reason}).`, 1)
  }
  say(`Restored ${database}. Desks that knew more than the backup take a new snapshot when they come back.`)
}

/** Runs while no other process has the database open, with all that it holds in its one file. Throws StartError where one has. */
function whileAlone(database: string, work: () => void): void {
  const sqlite = new Sqlite(database, { timeout: 200 })
  try {
    // Leaving WAL mode needs the file for oneself.
    sqlite.pragma('locking_mode = EXCLUSIVE')
    sqlite.pragma('journal_mode = DELETE')
    sqlite.exec('begin exclusive')
  } catch (error) {
    sqlite.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new StartError(`A server has ${database} open. Stop it first.`, 1)
    }
    // Damaged, which may be why there is something to restore: it goes aside as it is, and so does its log.
    work()
    return
  }
  try {
    work()
  } finally {
    sqlite.close()
  }
}

/** With the log that a damaged database may still have beside it: it must not be applied to the restored one. */
function putAside(database: string, aside: string): void {
  renameSync(database, aside)
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(database + suffix)) renameSync(database + suffix, aside + suffix)
  }
}

/** Guests' tickets stay valid: their public keys are in the backup. What is booked from now on needs a key that signs. */
async function replaceKeys(file: string, say: Say): Promise<void> {
  const db = await openDatabase(file)
  try {
    for (const { id } of await db.selectFrom('businesses').select('id').execute())
      await createTicketKey(db, id)
  } finally {
    await db.destroy()
  }
  checkCopy(file)
  say('The secret of the backup was not found (FRONTDESK_BACKUP_SECRET, or backup.key beside the database):')
  say('its ticket keys stay locked. Tickets that were issued stay valid; new ones are signed with a new key.')
}

/** Its numbers come again with other rows, so lists that were kept under the old name must not count as unchanged. */
function renameDeployment(file: string): void {
  const sqlite = new Sqlite(file)
  try {
    sqlite.exec("delete from meta where name = 'database_id'")
  } finally {
    sqlite.close()
  }
}
