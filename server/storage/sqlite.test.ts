import { afterEach, expect, it } from 'vitest'
import { CompiledQuery, Kysely } from 'kysely'
import { openSqlite, sqliteDialect } from './sqlite.ts'

interface Tables {
  things: { id: string; amount: number | null; data: Uint8Array | null }
}

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function open(): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(openSqlite(':memory:')) })
  cleanups.push(() => db.destroy())
  await db.schema
    .createTable('things')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('amount', 'integer')
    .addColumn('data', 'blob')
    .execute()
  return db
}

it('a value behind the plus that keeps a plan is what it was: text of digits, numbers, bytes, nothing', async () => {
  const db = await open()
  const rows = [
    { id: '007', amount: 9_007_199_254_740_991, data: new Uint8Array([0, 255, 43]) },
    { id: '+1e3', amount: -1, data: null },
    { id: "o'clock ñ", amount: null, data: new Uint8Array() },
  ]
  await db.insertInto('things').values(rows).execute()
  for (const row of rows) {
    const found = await db.selectFrom('things').selectAll().where('id', '=', row.id).executeTakeFirstOrThrow()
    expect({ ...found, data: found.data && new Uint8Array(found.data) }).toEqual(row)
  }
  expect(await db.selectFrom('things').selectAll().where('id', '=', '7').execute()).toEqual([])
  const few = db.selectFrom('things').select('id').where('amount', 'in', [-1, 5]).limit(1)
  expect(await few.execute()).toEqual([{ id: '+1e3' }])
})

it('a query with such values still goes by an index', async () => {
  const db = await open()
  const byId = db.selectFrom('things').select('amount').where('id', '=', 'x')
  const fromId = db.selectFrom('things').select('amount').where('id', '>', 'x').orderBy('id').limit(5)
  for (const query of [byId, fromId]) {
    expect(query.compile().sql).toContain('+?')
    const { sql: text, parameters } = query.compile()
    const { rows } = await db.executeQuery(CompiledQuery.raw(`explain query plan ${text}`, [...parameters]))
    expect(JSON.stringify(rows)).toContain('SEARCH things USING INDEX')
  }
})
