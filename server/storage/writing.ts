import { PostgresAdapter, sql } from 'kysely'
import type { Database, Reader, Tx } from './database.ts'

export function isPostgres(db: Reader): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}

/** How many transactions of one instance may write at a time. SQLite has one writer. */
export function writersOf(db: Database): number {
  return isPostgres(db) ? 4 : 1
}

/** The families of locks: over all businesses, over one, and over what an instance does while it starts. */
const [everyone, one, starting] = [7301, 7302, 7303]

/**
 * Holds back the other writers of these businesses, in all instances, until the transaction ends; `undefined` stands for
 * all businesses. What is read after it is what the writers before have committed. Always in the order of their ids, so
 * that two writers never wait for each other. On SQLite the transaction has the only write lock already.
 */
export async function holdOtherWriters(tx: Tx, businesses: (number | undefined)[]): Promise<void> {
  if (!isPostgres(tx)) return
  const ids = new Set<number>()
  for (const id of businesses) {
    if (id === undefined) {
      await sql`select pg_advisory_xact_lock(${everyone}::int, 0)`.execute(tx)
      return
    }
    ids.add(id)
  }
  const locks = [...ids]
    .sort((a, b) => a - b)
    // Ids may go beyond what the lock's number holds: two that share one wait for each other, no more.
    .map((id) => sql`pg_advisory_xact_lock(${one}::int, ${id | 0}::int)`)
  await sql`select pg_advisory_xact_lock_shared(${everyone}::int, 0), ${sql.join(locks)}`.execute(tx)
}

/** Runs `work` while no other instance on this database runs its own. */
export async function oneAtATime<T>(db: Database, work: () => Promise<T>): Promise<T> {
  if (!isPostgres(db)) return work()
  return db.connection().execute(async (holder) => {
    await sql`select pg_advisory_lock(${starting}::int, 0)`.execute(holder)
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(${starting}::int, 0)`.execute(holder)
    }
  })
}
