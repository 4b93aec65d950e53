import { PostgresAdapter, sql } from 'kysely'
import type { Database } from './database.ts'

/**
 * Reads as of one moment, however long it takes, and holds nobody up: writes go on meanwhile, unseen.
 * What `work` writes is taken back.
 */
export async function snapshot<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    const isPostgres = connection.getExecutor().adapter instanceof PostgresAdapter
    // A transaction of Kysely's takes SQLite's write lock at once; a plain `begin` does not.
    await (isPostgres ? sql`begin isolation level repeatable read read only` : sql`begin`).execute(connection)
    try {
      return await work(connection)
    } finally {
      await sql`rollback`.execute(connection)
    }
  })
}
