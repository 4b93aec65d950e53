/**
 * The store's own process, and the only code that opens the database file. Main asks, this answers in order.
 * Started with the file's path as its one argument.
 */
import Sqlite from 'better-sqlite3'
import { isUnreadable, openDatabase } from './database.ts'
import type { Reply, StoreErrorCode } from './envelope.ts'
import { parentChannel } from './parent-channel.ts'
import { querySchema } from './protocol.ts'
import type { Ready } from './protocol.ts'
import { createQueries } from './queries.ts'

const file = process.argv[2]
if (file === undefined) throw new Error('The store needs the path of its file as the first argument.')

const channel = parentChannel()
const { db, putAside } = openDatabase(file)
const ask = createQueries(db)

channel.onRequest(({ id, body }) => {
  const query = querySchema.safeParse(body)
  if (!query.success) {
    channel.send({ kind: 'error', id, code: 'bad_request', message: query.error.message })
    return
  }
  try {
    channel.send({ kind: 'value', id, value: ask(query.data) })
  } catch (error) {
    channel.send(refusal(id, error))
  }
})

channel.onClose(() => {
  db.close()
  process.exit(0)
})

const generation: unknown = JSON.parse(
  String(db.prepare(`SELECT value FROM meta WHERE key = 'generation'`).pluck().get()),
)
channel.send({ kind: 'ready', info: { putAside, generation: String(generation) } satisfies Ready })

function refusal(id: number, error: unknown): Reply {
  // Started again, the process puts the damaged file aside, and main writes again what was in it.
  if (isUnreadable(error)) throw error
  const code: StoreErrorCode =
    error instanceof Sqlite.SqliteError && error.code === 'SQLITE_FULL' ? 'disk_full' : 'failed'
  return { kind: 'error', id, code, message: error instanceof Error ? error.message : String(error) }
}
