import { Kysely, type Dialect, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import { StartError } from '../config.ts'
import { describeLocation, isPostgresUrl } from './location.ts'
import { start } from './migrations/0001-start.ts'
import { identity } from './migrations/0003-identity.ts'
import { host } from './migrations/0004-host.ts'
import { postgresDialect } from './postgres.ts'
import { ops } from './migrations/0005-ops.ts'
import { roles } from './migrations/0006-roles.ts'
import { presence } from './migrations/0007-presence.ts'
import { limits } from './migrations/0008-limits.ts'
import { offline } from './migrations/0009-offline.ts'
import type { Schema } from './schema.ts'
import { openSqlite, sqliteDialect } from './sqlite.ts'

export type Database = Kysely<Schema>
export type Tx = Transaction<Schema>
/** For queries that are right inside a transaction and outside of one. */
export type Reader = Database | Tx

/** In the order in which they run. Listed by hand, so that a file left lying about is not a migration. */
const migrations = {
  '0001-start': start,
  '0003-identity': identity,
  '0004-host': host,
  '0005-ops': ops,
  '0006-roles': roles,
  '0007-presence': presence,
  '0008-limits': limits,
  '0009-offline': offline,
}

/**
 * Opens a database, a file (made where it is missing) or a postgres:// URL, and brings its tables up to date; of
 * several that start together, one does. Throws StartError, in a sentence for the operator, where it cannot be used.
 * `onLost` hears of each connection that breaks later: the next query makes another one.
 */
export async function openDatabase(
  location: string,
  onLost: (error: Error) => void = () => undefined,
): Promise<Database> {
  const name = describeLocation(location)
  const db = new Kysely<Schema>({ dialect: dialectOf(location, name, onLost) })
  try {
    await db.selectNoFrom((row) => row.lit(1).as('one')).execute()
  } catch (error) {
    await db.destroy()
    throw new StartError(
      `The database ${name} does not answer (${reasonOf(error)}). Check that it runs, and its address, user and password.`,
      1,
    )
  }
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  }).migrateToLatest()
  if (error !== undefined) {
    await db.destroy()
    throw new StartError(
      `The tables in ${name} cannot be brought up to date (${reasonOf(error)}). ` +
        'If a newer version made this database, start that version.',
      1,
    )
  }
  return db
}

function dialectOf(location: string, name: string, onLost: (error: Error) => void): Dialect {
  if (isPostgresUrl(location)) return postgresDialect(location, onLost)
  try {
    return sqliteDialect(openSqlite(location))
  } catch (error) {
    throw new StartError(
      `The database ${name} cannot be opened (${reasonOf(error)}). Check the path and its permissions.`,
      1,
    )
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
