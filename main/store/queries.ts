import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { conflictSchema } from '../../contract/conflict.ts'
import { clientSchema } from '../../contract/customer.ts'
import { cursorSchema, epochSchema } from '../../contract/events.ts'
import { historyEventSchema } from '../../contract/history.ts'
import { readSettings, verdictSchema } from '../../contract/ipc.ts'
import { instantSchema } from '../../contract/primitives.ts'
import { reservationSchema, ticketIdSchema } from '../../contract/reservation.ts'
import { alertMemorySchema } from '../alerts/memory.ts'
import { outboxEntrySchema } from './outbox-entry.ts'
import { goneLength, goneSchema, historyLength, pageLength, scanLogLength } from './protocol.ts'
import type { Change, Query, QueryAnswer, QueryInput } from './protocol.ts'
import { guestMeta } from './seal-file.ts'
import { isSealed } from './vault.ts'
import type { Vault } from './vault.ts'

const listSchema = z.array(z.string())
const metaSchema = z.array(z.object({ key: z.string(), value: z.string() }))

/** What of a change has one value. */
const metaKeys = [
  'identity',
  'settings',
  'alerts',
  'cursor',
  'epoch',
  'freshAt',
  'conflicts',
  'clockOffsetMs',
] as const

/** What of a list of JSON texts a schema still reads, and how many it does not; `null` is a text that did not open. */
function readAll<T>(
  schema: z.ZodType<T>,
  texts: readonly (string | null)[],
): { read: T[]; unreadable: number } {
  const read: T[] = []
  for (const text of texts) {
    if (text === null) continue
    const parsed = schema.safeParse(JSON.parse(text))
    if (parsed.success) read.push(parsed.data)
  }
  return { read, unreadable: texts.length - read.length }
}

/**
 * What a row is, for telling files that this version wrote from those of others: a row that was written by the
 * same schema needs not be read by it again, which is most of what a start costs.
 */
const rowSchema = JSON.stringify(z.toJSONSchema(reservationSchema, { io: 'output', unrepresentable: 'any' }))

/** Answers to everything that the store can be asked, on one open file. `commit` is one transaction. */
export function createQueries(db: Database, vault: Vault): (query: Query) => QueryAnswer<Query['query']> {
  const column = (sql: string): string[] => listSchema.parse(db.prepare(sql).pluck().all())
  const opened = (sql: string): (string | null)[] => column(sql).map(vault.open)
  const sealed = (value: unknown): string => vault.seal(JSON.stringify(value))
  const rowsAfter = db
    .prepare<[string, number], [id: string, json: string]>(
      'SELECT id, json FROM reservations WHERE id > ? ORDER BY id LIMIT ?',
    )
    .raw()
  /** By which schema all the rows were written; nothing where they are of several versions. */
  const writtenBy = db.prepare(`SELECT value FROM meta WHERE key = 'rowSchema'`).pluck()
  const setMeta = db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  const put = (table: 'reservations' | 'gone' | 'outbox' | 'scans') =>
    db.prepare(
      `INSERT INTO ${table} (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json`,
    )
  const drop = (table: 'reservations' | 'gone' | 'outbox') => db.prepare(`DELETE FROM ${table} WHERE id = ?`)
  const putRow = put('reservations')
  const dropRow = drop('reservations')
  const putGone = put('gone')
  const dropGone = drop('gone')
  const putEntry = put('outbox')
  const dropEntry = drop('outbox')
  const putVerdict = put('scans')
  const putRevoked = db.prepare('INSERT INTO revoked (ticket_id) VALUES (?) ON CONFLICT DO NOTHING')
  const trimScans = db.prepare(
    'DELETE FROM scans WHERE position <= (SELECT position FROM scans ORDER BY position DESC LIMIT 1 OFFSET ?)',
  )

  const trimGone = db.prepare(
    'DELETE FROM gone WHERE rowid <= (SELECT rowid FROM gone ORDER BY rowid DESC LIMIT 1 OFFSET ?)',
  )
  const putClient = db.prepare(
    'INSERT INTO clients (key, json) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET json = excluded.json',
  )
  const putEvent = db.prepare(
    'INSERT INTO history (seq, reservation_id, json) VALUES (?, ?, ?) ON CONFLICT (seq) DO NOTHING',
  )
  const trimHistory = db.prepare(
    'DELETE FROM history WHERE seq <= (SELECT seq FROM history ORDER BY seq DESC LIMIT 1 OFFSET ?)',
  )
  const dropVerdict = db.prepare('DELETE FROM scans WHERE id = ?')
  const dropClient = db.prepare('DELETE FROM clients WHERE key = ?')
  const clientOf = db.prepare('SELECT json FROM clients WHERE key = ?').pluck()
  const eventsOf = db.prepare('SELECT json FROM history WHERE reservation_id = ? ORDER BY seq').pluck()

  const commit = db.transaction((change: Change) => {
    if (change.clear) {
      db.exec('DELETE FROM reservations; DELETE FROM gone; DELETE FROM revoked; DELETE FROM scans')
      db.exec('DELETE FROM clients; DELETE FROM history')
      db.exec(
        `DELETE FROM meta WHERE key IN ('identity', 'cursor', 'epoch', 'freshAt', 'alerts', 'conflicts')`,
      )
    }
    for (const key of metaKeys) {
      const value = change[key]
      if (value !== undefined)
        setMeta.run(key, guestMeta.includes(key) ? sealed(value) : JSON.stringify(value))
    }
    if (change.replaceRows) {
      db.exec('DELETE FROM reservations; DELETE FROM gone')
      setMeta.run('rowSchema', rowSchema)
    }
    // An older version that opens this file later must not take what this one writes for its own.
    else if (change.rows?.length && writtenBy.get() !== rowSchema) setMeta.run('rowSchema', 'several')
    for (const row of change.rows ?? []) {
      putRow.run(row.id, sealed(row))
      dropGone.run(row.id)
    }
    for (const gone of change.gone ?? []) {
      putGone.run(gone.id, JSON.stringify(gone))
      dropRow.run(gone.id)
    }
    if (change.gone) trimGone.run(goneLength)
    if (change.replaceRows && change.revoked) db.exec('DELETE FROM revoked')
    for (const ticketId of change.revoked ?? []) putRevoked.run(ticketId)
    if (change.forget) forget(change.forget)
    // Another list has other guests: of those that are not on it nothing is kept.
    if (change.replaceRows || change.forget)
      db.exec('DELETE FROM history WHERE reservation_id NOT IN (SELECT id FROM reservations)')
    if (change.clients) db.exec('DELETE FROM clients')
    for (const client of change.clients ?? []) putClient.run(vault.nameOf(client.key), sealed(client))
    for (const record of change.events ?? []) {
      const { event } = record
      const id = 'reservation' in event ? event.reservation?.id : undefined
      if (id !== undefined) putEvent.run(event.seq, id, sealed(record))
    }
    if (change.events) trimHistory.run(historyLength)
    for (const entry of change.entries ?? []) putEntry.run(entry.id, sealed(entry))
    for (const id of change.entriesDone ?? []) dropEntry.run(id)
    for (const verdict of change.verdicts ?? []) putVerdict.run(verdict.scanId, sealed(verdict))
    if (change.verdicts) trimScans.run(scanLogLength)
  })

  function forget({ rows, verdicts, clientKeys }: NonNullable<Change['forget']>): void {
    for (const id of rows) dropRow.run(id)
    for (const id of verdicts) dropVerdict.run(id)
    const kept = new Set(clientKeys.map(vault.nameOf))
    for (const key of column('SELECT key FROM clients')) if (!kept.has(key)) dropClient.run(key)
  }

  const load = db.transaction((): QueryAnswer<'load'> => {
    const meta = new Map(
      metaSchema.parse(db.prepare('SELECT key, value FROM meta').all()).map(({ key, value }) => [key, value]),
    )
    const one = <T>(schema: z.ZodType<T>, key: string): T | null => {
      const text = meta.get(key) ?? 'null'
      return readAll(schema, [isSealed(text) ? vault.open(text) : text]).read[0] ?? null
    }
    const gone = readAll(goneSchema, column('SELECT json FROM gone ORDER BY rowid'))
    const entries = readAll(outboxEntrySchema, opened('SELECT json FROM outbox ORDER BY position'))
    const verdicts = readAll(verdictSchema, opened('SELECT json FROM scans ORDER BY position DESC'))
    const revoked = readAll(
      ticketIdSchema,
      column('SELECT ticket_id FROM revoked').map((id) => JSON.stringify(id)),
    )
    return {
      // Main reads it by its schema: to know a time zone takes longer than all the rest of this.
      identity: one(z.unknown(), 'identity'),
      settings: meta.has('settings') ? readSettings(one(z.unknown(), 'settings')) : null,
      alerts: one(alertMemorySchema, 'alerts'),
      cursor: one(cursorSchema, 'cursor'),
      epoch: one(epochSchema, 'epoch'),
      freshAt: one(instantSchema, 'freshAt'),
      gone: gone.read,
      revoked: revoked.read,
      conflicts: one(z.array(conflictSchema), 'conflicts') ?? [],
      clockOffsetMs: one(z.number(), 'clockOffsetMs') ?? 0,
      entries: entries.read,
      verdicts: verdicts.read,
      unreadable: gone.unreadable + entries.unreadable + verdicts.unreadable + revoked.unreadable,
    }
  })

  function rows(after: string): QueryAnswer<'rows'> {
    const page = rowsAfter.all(after, pageLength)
    const next = page.length < pageLength ? null : (page.at(-1)?.[0] ?? null)
    const texts = page.map(([, json]) => vault.open(json))
    if (writtenBy.get() === rowSchema && texts.every((text) => text !== null))
      return { json: `[${texts.join()}]`, next, unreadable: 0 }
    const { read, unreadable } = readAll(reservationSchema, texts)
    return { json: JSON.stringify(read), next, unreadable }
  }

  function guest({ id, clientKey }: QueryInput<'guest'>): QueryAnswer<'guest'> {
    const clients = clientKey === null ? [] : listSchema.parse(clientOf.all(vault.nameOf(clientKey)))
    return {
      client: readAll(clientSchema, clients.map(vault.open)).read[0] ?? null,
      events: readAll(historyEventSchema, listSchema.parse(eventsOf.all(id)).map(vault.open)).read,
    }
  }

  return (query) => {
    switch (query.query) {
      case 'guest':
        return guest(query.input)
      case 'load':
        return load()
      case 'rows':
        return rows(query.input.after)
      case 'commit':
        commit.immediate(query.input)
        // What was taken out is still in the log beside the file.
        if (query.input.clear || query.input.forget) db.pragma('wal_checkpoint(TRUNCATE)')
        return null
      case 'close':
        db.close()
        return null
    }
  }
}
