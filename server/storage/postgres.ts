import {
  ColumnDefinitionNode,
  PostgresDialect,
  PostgresDriver,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type DataTypeNode,
  type PostgresPool,
  type TransactionSettings,
} from 'kysely'
import pg from 'pg'
import { givingUpOnSilence } from './patience.ts'

/** Connections of one instance. PostgreSQL allows 100 by default: enough for several instances. */
const connections = 12

/** The types int8 and numeric: counts and sums are among them. */
const wideNumbers = [20, 1700]

/** Whole numbers up to 2^53 as numbers, as SQLite gives them. */
export const numbersAsNumbers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    wideNumbers.includes(oid) ? Number : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
}

/** How each connection is made. */
export function connectionTo(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'front-desk',
    types: numbersAsNumbers,
    connectionTimeoutMillis: 3000,
    keepAlive: true,
  }
}

/**
 * A pool of connections. Made again by itself after any loss; `onLost` hears of each connection that broke.
 * No statement waits for ever, so that a request is refused rather than left hanging.
 */
export function postgresDialect(url: string, onLost: (error: Error) => void): PostgresDialect {
  const pool = new pg.Pool({
    ...connectionTo(url),
    max: connections,
    statement_timeout: 8_000,
    query_timeout: 10_000,
    // An instance that hangs in the middle of a write must not hold up the others.
    idle_in_transaction_session_timeout: 10_000,
  })
  pool.on('error', onLost)
  // A connection that is in use says it itself; unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', onLost))
  return new SteadyDialect(givingUpOnSilence(pool))
}

class SteadyDialect extends PostgresDialect {
  readonly #pool: PostgresPool
  constructor(pool: PostgresPool) {
    super({ pool })
    this.#pool = pool
  }
  override createDriver(): PostgresDriver {
    return new SteadyDriver({ pool: this.#pool })
  }
  override createQueryCompiler(): PostgresQueryCompiler {
    return new TextByBytesCompiler()
  }
}

class SteadyDriver extends PostgresDriver {
  /** What a transaction reads stands still, as on SQLite, unless it says otherwise. */
  override beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return super.beginTransaction(connection, {
      ...settings,
      isolationLevel: settings.isolationLevel ?? 'repeatable read',
    })
  }
}

/** Text columns sort and compare by their bytes, as on SQLite: instants and ids do not depend on the database's language. */
class TextByBytesCompiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node)
    const parent = this.parentNode
    if (node.dataType === 'text' && parent !== undefined && ColumnDefinitionNode.is(parent)) {
      this.append(' collate "C"')
    }
  }
}
