import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { StartError } from '../config.ts'
import { openDatabase } from '../storage/database.ts'
import { describeLocation } from '../storage/location.ts'
import { connectionTo } from '../storage/postgres.ts'
import { onlySqlite } from './only-sqlite.ts'
import type { Say } from './say.ts'

/** Rows of one insert. PostgreSQL takes 65,535 values in a statement. */
const batchSize = 500

interface Table {
  name: string
  columns: string[]
}

/** How many rows a table has, and a sum over all of them that does not depend on their order. */
interface Digest {
  rows: number
  sum: bigint
}

/**
 * Copies an SQLite database, as it stands at one moment, into an empty PostgreSQL database, and compares what has
 * arrived: all in one transaction, so that there is nothing where anything goes wrong. Throws StartError.
 */
export async function copyTo(database: string, url: string, say: Say): Promise<void> {
  onlySqlite(database, 'pg_dump and pg_restore')
  if (!existsSync(database)) throw new StartError(`There is no database at ${database}. Check --data.`, 1)
  const target = describeLocation(url)
  say('What a server writes into the old database from now on is not copied: stop it first.')
  // Brings both to the same version first.
  await (await openDatabase(database)).destroy()
  await (await openDatabase(url)).destroy()

  const source = new Sqlite(database, { readonly: true })
  const client = new pg.Client(connectionTo(url))
  // What breaks the connection is told by the statement that was under way.
  client.on('error', () => undefined)
  try {
    await client.connect()
    source.exec('begin')
    await client.query('begin')
    const tables = tablesOf(source)
    await refuseFilled(client, tables, target)
    for (const table of tables) await copyTable(source, client, table, say)
    await client.query('commit')
    say(`Copied into ${target}, compared, and committed. Start the server with it as DATABASE_URL.`)
  } catch (error) {
    if (error instanceof StartError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(`Nothing was copied into ${target} (${reason}).`, 1)
  } finally {
    // Ends the transaction too, where it was not committed.
    await client.end().catch(() => undefined)
    source.close()
  }
}

/** All tables but those of the migrations, each after those that it refers to. */
function tablesOf(source: Sqlite.Database): Table[] {
  const names = source
    .prepare<[], string>(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%' order by name",
    )
    .pluck()
    .all()
  const ordered: string[] = []
  const visit = (name: string): void => {
    if (ordered.includes(name)) return
    const parents = source.prepare<[string], string>('select "table" from pragma_foreign_key_list(?)').pluck()
    for (const parent of parents.all(name)) if (parent !== name) visit(parent)
    ordered.push(name)
  }
  names.forEach(visit)
  const columns = source.prepare<[string], string>('select name from pragma_table_info(?)').pluck()
  return ordered.map((name) => ({ name, columns: columns.all(name) }))
}

async function refuseFilled(client: pg.Client, tables: Table[], target: string): Promise<void> {
  for (const { name } of tables) {
    // Held against whoever starts a server on it meanwhile.
    await client.query(`lock table ${quoted(name)} in exclusive mode`)
    const { rowCount } = await client.query(`select 1 from ${quoted(name)} limit 1`)
    if (rowCount === 0) continue
    throw new StartError(`${target} has rows in ${name} already. Name an empty database.`, 1)
  }
}

async function copyTable(source: Sqlite.Database, client: pg.Client, table: Table, say: Say): Promise<void> {
  const { name, columns } = table
  const list = columns.map(quoted).join(', ')
  const total =
    source
      .prepare<[], number>(`select count(*) from ${quoted(name)}`)
      .pluck()
      .get() ?? 0
  const sent: Digest = { rows: 0, sum: 0n }
  let batch: unknown[][] = []
  const send = async (): Promise<void> => {
    if (batch.length === 0) return
    const row = (index: number): string =>
      `(${columns.map((_, column) => `$${index * columns.length + column + 1}`).join(', ')})`
    const values = batch.map((_, index) => row(index)).join(', ')
    await client.query(`insert into ${quoted(name)} (${list}) values ${values}`, batch.flat())
    batch = []
    say(`${name}: ${sent.rows} of ${total}`)
  }
  const rows = source
    .prepare<[], unknown[]>(`select ${list} from ${quoted(name)}`)
    .raw()
    .iterate()
  for (const row of rows) {
    add(sent, row)
    batch.push(row)
    if (batch.length === batchSize) await send()
  }
  await send()

  const arrived = await digestOf(client, name, list)
  if (arrived.rows !== sent.rows || arrived.sum !== sent.sum) {
    throw new StartError(
      `${name} did not arrive as it was sent (${arrived.rows} of ${sent.rows} rows, or other values). Nothing was copied.`,
      1,
    )
  }
  say(
    `${name}: ${arrived.rows} rows, checksum ${arrived.sum.toString(16).padStart(32, '0')}, the same on both sides`,
  )
}

async function digestOf(client: pg.Client, name: string, list: string): Promise<Digest> {
  const digest: Digest = { rows: 0, sum: 0n }
  await client.query(`declare arrived no scroll cursor for select ${list} from ${quoted(name)}`)
  for (;;) {
    const { rows } = await client.query<unknown[]>({
      text: `fetch ${batchSize} from arrived`,
      rowMode: 'array',
    })
    for (const row of rows) add(digest, row)
    if (rows.length === 0) break
  }
  await client.query('close arrived')
  return digest
}

function add(digest: Digest, row: unknown[]): void {
  const hash = createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 32)
  digest.rows += 1
  digest.sum = BigInt.asUintN(128, digest.sum + BigInt(`0x${hash}`))
}

function quoted(name: string): string {
  return pg.escapeIdentifier(name)
}
