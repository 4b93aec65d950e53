/**
 * The store's own process, and the only code that opens the database file. Main hands it the key, then asks, and this
 * answers in order. Started with the file's path as its one argument.
 */
import { isUnreadable, lookThrough, openDatabase, removePutAside, storeErrorCode } from './database.ts'
import type { OpenedDatabase } from './database.ts'
import type { Reply } from './envelope.ts'
import { parentChannel } from './parent-channel.ts'
import { querySchema } from './protocol.ts'
import type { Ready } from './protocol.ts'
import { createQueries } from './queries.ts'
import { createVault } from './vault.ts'
import type { Vault } from './vault.ts'

const lookAfterMs = 2_000

const file = process.argv[2]
if (file === undefined) throw new Error('The store needs the path of its file as the first argument.')

const channel = parentChannel()
channel.onKey((key) => {
  try {
    const vault = createVault(key)
    serve(file, openDatabase(file, vault), vault)
  } catch (error) {
    // Main ends it when it has heard.
    channel.send({ kind: 'cannot', code: storeErrorCode(error), message: messageOf(error) })
    channel.onClose(() => process.exit(1))
  }
})

function serve(file: string, { db, putAside }: OpenedDatabase, vault: Vault): void {
  const ask = createQueries(db, vault)
  channel.onRequest(({ id, body }) => {
    const query = querySchema.safeParse(body)
    if (!query.success) {
      channel.send({ kind: 'error', id, code: 'bad_request', message: query.error.message })
      return
    }
    try {
      const value = ask(query.data)
      if (query.data.query === 'commit') {
        const { clear, forget } = query.data.input
        if (clear) removePutAside(file)
        else if (forget) removePutAside(file, forget.before)
      }
      channel.send({ kind: 'value', id, value })
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
  // The first list does not wait for it. Whoever finds damage, this or a read, ends the process and so leaves a log:
  // the next one looks before anything else, and puts the file aside.
  setTimeout(() => {
    if (db.open) lookThrough(db)
  }, lookAfterMs).unref()
}

function refusal(id: number, error: unknown): Reply {
  // Started again, the process puts the damaged file aside, and main writes again what was in it.
  if (isUnreadable(error)) throw error
  return { kind: 'error', id, code: storeErrorCode(error), message: messageOf(error) }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
