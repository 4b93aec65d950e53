import type { Compilable, CompiledQuery } from 'kysely'
import type { Database } from './database.ts'

/**
 * A query with one value, which is compiled once for a database: with a query of every request, that takes longer than
 * SQLite's answer. Gives its first row. `build` must use the value once, and no other.
 */
export function lookUp<Row, Value extends string | number>(
  build: (db: Database, value: Value) => Compilable<Row>,
): (db: Database, value: Value) => Promise<Row | undefined> {
  const compiled = new WeakMap<Database, CompiledQuery<Row>>()
  return async (db, value) => {
    let query = compiled.get(db)
    if (query === undefined) {
      query = build(db, value).compile()
      compiled.set(db, query)
    }
    const { rows } = await db.executeQuery<Row>({ ...query, parameters: [value] })
    return rows[0]
  }
}
