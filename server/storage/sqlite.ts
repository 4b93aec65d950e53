import { mkdirSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  type DatabaseConnection,
} from 'kysely'

/** Opens a database file, and makes it where it is missing. Throws what SQLite says. */
export function openSqlite(file: string): Sqlite.Database {
  mkdirSync(path.dirname(file), { recursive: true })
  const sqlite = new Sqlite(file)
  try {
    sqlite.pragma('busy_timeout = 5000')
    sqlite.pragma('journal_mode = WAL')
    // An answered write must survive a power cut too: in WAL mode, only FULL syncs at each commit.
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}

export function sqliteDialect(sqlite: Sqlite.Database): SqliteDialect {
  return new WriterFirstDialect(sqlite)
}

/** Most statements that are kept prepared. Lists of values of every length make statements of every length. */
const maxPrepared = 500

class WriterFirstDialect extends SqliteDialect {
  readonly #sqlite: Sqlite.Database
  constructor(sqlite: Sqlite.Database) {
    super({ database: sqlite })
    this.#sqlite = sqlite
  }
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
  override createDriver(): SqliteDriver {
    return new WriterFirstDriver(this.#sqlite)
  }
  override createQueryCompiler(): SqliteQueryCompiler {
    return new SteadyPlanCompiler()
  }
}

/**
 * SQLite plans a prepared statement anew for other values where the plan could depend on them; and since better-sqlite3
 * clears them after each use, that is every time, at four times the cost of the query. It does not look behind a plus,
 * which changes no value, not even a text.
 */
class SteadyPlanCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }
}

/** All migrations are one transaction: of several processes one runs them, and one that is killed leaves nothing half done. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class WriterFirstDriver extends SqliteDriver {
  readonly #sqlite: Sqlite.Database
  constructor(sqlite: Sqlite.Database) {
    const prepared = new Map<string, Sqlite.Statement>()
    super({
      database: {
        close: () => sqlite.close(),
        prepare(sql) {
          const known = prepared.get(sql)
          if (known) return known
          if (prepared.size >= maxPrepared) prepared.clear()
          const statement = sqlite.prepare(sql)
          prepared.set(sql, statement)
          return statement
        },
      },
    })
    this.#sqlite = sqlite
  }
  /** Takes the write lock at once: a transaction that has read first could not wait for another process's write. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
  /** A full disk ends the transaction by itself, and then there is nothing left to roll back. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#sqlite.inTransaction) await super.rollbackTransaction(connection)
  }
}
