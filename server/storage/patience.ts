import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import { isUnanswered } from './faults.ts'

/**
 * A pool that gives up a connection on which a statement was not answered in time. Whatever came after it there, the
 * roll-back first, would wait as long again, and an answer that comes late would be heard by whoever has it next.
 */
export function givingUpOnSilence(pool: PostgresPool): PostgresPool {
  return {
    ...(pool.Client && { Client: pool.Client }),
    options: pool.options,
    end: () => pool.end(),
    connect: async () => new ImpatientClient(await pool.connect()),
  }
}

class ImpatientClient implements PostgresPoolClient {
  readonly #client: PostgresPoolClient
  #gaveUp: Error | undefined
  constructor(client: PostgresPoolClient) {
    this.#client = client
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query<R>(
    asked: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    return typeof asked === 'string' ? this.#ask(asked, parameters) : this.#client.query(asked)
  }

  async #ask<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (this.#gaveUp !== undefined) throw this.#gaveUp
    try {
      return await this.#client.query<R>(sql, parameters)
    } catch (error) {
      if (isUnanswered(error)) this.#gaveUp = error
      throw error
    }
  }

  release(destroy = false): void {
    this.#client.release(destroy || this.#gaveUp !== undefined)
  }
}
