import type { z } from 'zod'
import { queries, readySchema } from './protocol.ts'
import type { Change, Loaded, Query, QueryInput, QueryOutput } from './protocol.ts'
import { supervise } from './supervisor.ts'
import type { ChildChannel } from './transport.ts'
import { joinJson } from '../../contract/json.ts'
import type { JsonOf } from '../../contract/json.ts'
import type { Reservation } from '../../contract/reservation.ts'
import type { Log } from '../log.ts'

export interface StoreClientOptions {
  start: () => ChildChannel
  /**
   * Asked when the file is not the one that was written before: what main knows, as changes that put all of it
   * into the empty file.
   */
  everything: () => Change
  /** A file was put aside. `whole`: with its whole outbox carried over. `otherKey`: it is sealed, and its key is lost. */
  onPutAside: (aside: { whole: boolean; otherKey: boolean }) => void
  log: Log
}

export interface StoreClient {
  /** All that the file holds, its rows as text. Rejects with a `StoreError`. */
  load(): Promise<{ loaded: Loaded; rows: JsonOf<Reservation[]> }>
  /** What the file holds about one guest. Rejects with a `StoreError`. */
  guest(input: QueryInput<'guest'>): Promise<QueryOutput<'guest'>>
  /** Resolves when the changes are on the disk. Rejects with a `StoreError`; then they may be there or not. */
  commit(change: Change): Promise<void>
  /** Ends the process after everything before is on the disk. */
  stop(): Promise<void>
}

/** Main's side of the store: typed questions, whichever process answers them. */
export function createStoreClient({ start, everything, onPutAside, log }: StoreClientOptions): StoreClient {
  let generation: string | undefined
  /** Main has read the file. Before that, nothing of its own may take the place of what a new file was begun with. */
  let known = false

  function onReady(info: unknown): Query[] {
    const ready = readySchema.parse(info)
    if (ready.putAside !== null) {
      log.error('the cache file cannot be read and is put aside', ready.putAside)
      onPutAside(ready.putAside)
    }
    const other = known && generation !== ready.generation
    generation = ready.generation
    return other ? [{ query: 'commit', input: everything() }] : []
  }

  const supervisor = supervise({ start, onReady, log })

  async function ask<T>(query: Query, output: z.ZodType<T>): Promise<T> {
    return output.parse(await supervisor.request(query))
  }

  const rowsAfter = (after: string): Promise<QueryOutput<'rows'>> =>
    ask({ query: 'rows', input: { after } }, queries.rows.output)

  async function load(): Promise<{ loaded: Loaded; rows: JsonOf<Reservation[]> }> {
    const [{ loaded, file }, first] = await Promise.all([
      ask({ query: 'load', input: null }, queries.load.output).then((loaded) => ({
        loaded,
        file: generation,
      })),
      rowsAfter(''),
    ])
    const rows: JsonOf<Reservation[]>[] = []
    let { unreadable } = loaded
    let readable = true
    for (let page: QueryOutput<'rows'> | null = first; page !== null;) {
      const next: Promise<QueryOutput<'rows'>> | null = page.next === null ? null : rowsAfter(page.next)
      rows.push(page.json)
      unreadable += page.unreadable
      if (page.unreadable > 0) readable = false
      page = await next
    }
    // Put aside meanwhile: the cursor is that of rows which are not in the new file.
    if (file !== generation) return load()
    known = true
    if (unreadable > 0) log.warn('records of another version were left out', { unreadable })
    // Rows that are missing come back with a snapshot.
    return { loaded: readable ? loaded : { ...loaded, cursor: null }, rows: joinJson(rows) }
  }

  return {
    load,
    guest: (input) => ask({ query: 'guest', input }, queries.guest.output),
    commit: async (change) => {
      await ask({ query: 'commit', input: change }, queries.commit.output)
    },
    stop: () => supervisor.stop({ query: 'close', input: null } satisfies Query),
  }
}
