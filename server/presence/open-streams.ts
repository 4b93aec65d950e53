import { randomUUID } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import { z } from 'zod'
import { connectionsSchema } from '../../contract/presence.ts'
import type { ConnectionState } from '../events/hub.ts'
import type { Database } from '../storage/database.ts'
import { isPostgres } from '../storage/writing.ts'

/** Between two looks at what has opened and closed here. */
const lookMs = 2000
/** A list without changes is written again after this long: its instance lives, and its numbers move on. */
const refreshMs = 15_000
/** A list that is older is of an instance that is gone. Instances' clocks are not further apart. */
const staleMs = 60_000

const streamsSchema = connectionsSchema.shape.connections
/** A stream, wherever it is open. */
export type OpenStream = z.infer<typeof streamsSchema>[number]

export interface OpenStreams {
  /** The streams of a business, at all instances. */
  of(businessId: number): Promise<OpenStream[]>
  /** Where several instances may share the database: begins to tell the others what is open here. */
  start(): void
  stop(): Promise<void>
}

interface Written {
  ids: string
  atMs: number
}

/** Who is connected, here and at the other instances, which say it by the database they share: each business's list is one row. */
export function watchOpenStreams(deps: {
  db: Database
  connections: (businessId?: number) => ConnectionState[]
  now: () => Date
  logger: FastifyBaseLogger
}): OpenStreams {
  const { db, connections, now, logger } = deps
  const instance = randomUUID().slice(0, 8)
  const written = new Map<number, Written>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let isRunning = false

  async function write(businessId: number, streams: OpenStream[], ids: string): Promise<void> {
    const row = { at: now().toISOString(), streams: JSON.stringify(streams) }
    await db
      .insertInto('open_streams')
      .values({ instance, business_id: businessId, ...row })
      .onConflict((conflict) => conflict.columns(['instance', 'business_id']).doUpdateSet(row))
      .execute()
    written.set(businessId, { ids, atMs: now().getTime() })
  }

  async function tellOthers(): Promise<void> {
    const open = new Map<number, ConnectionState[]>()
    for (const state of connections()) {
      const states = open.get(state.businessId)
      if (states) states.push(state)
      else open.set(state.businessId, [state])
    }
    for (const [businessId, states] of open) {
      const streams = states.map(streamOf)
      const ids = streams.map(({ connectionId }) => connectionId).join(' ')
      const last = written.get(businessId)
      if (last?.ids !== ids || now().getTime() - last.atMs >= refreshMs) await write(businessId, streams, ids)
    }
    for (const businessId of written.keys()) {
      if (open.has(businessId)) continue
      await forget(businessId)
      written.delete(businessId)
    }
  }

  async function forget(businessId?: number): Promise<void> {
    await db
      .deleteFrom('open_streams')
      .where('instance', '=', instance)
      .$if(businessId !== undefined, (query) => query.where('business_id', '=', businessId ?? 0))
      .execute()
  }

  function quietly(work: () => Promise<void>): Promise<void> {
    return work().catch((error: unknown) => {
      logger.debug({ err: error }, 'the other instances cannot be told now which streams are open here')
    })
  }

  return {
    async of(businessId) {
      const rows = await db
        .selectFrom('open_streams')
        .select('streams')
        .where('business_id', '=', businessId)
        .where('instance', '!=', instance)
        .where('at', '>', new Date(now().getTime() - staleMs).toISOString())
        .execute()
      const elsewhere = rows.flatMap(({ streams }) => streamsSchema.parse(JSON.parse(streams)))
      return newestOfEach([...connections(businessId).map(streamOf), ...elsewhere])
    },
    start() {
      // SQLite has one instance, which knows by itself.
      if (!isPostgres(db)) return
      running = quietly(async () => {
        const long = new Date(now().getTime() - 60 * staleMs).toISOString()
        await db.deleteFrom('open_streams').where('at', '<', long).execute()
      })
      timer = setInterval(() => {
        if (isRunning) return
        isRunning = true
        running = quietly(tellOthers).finally(() => (isRunning = false))
      }, lookMs)
    },
    async stop() {
      if (timer === undefined) return
      clearInterval(timer)
      await running
      await quietly(forget)
    },
  }
}

function streamOf({ connectionId, deviceId, name, openedAt, cursor }: ConnectionState): OpenStream {
  return { connectionId, deviceId, name, since: openedAt.toISOString(), seq: cursor }
}

/** A desk that has moved may still be in the list of the instance that it has left. */
function newestOfEach(streams: OpenStream[]): OpenStream[] {
  const newest = new Map<string, OpenStream>()
  for (const stream of streams) {
    const who = stream.deviceId ?? stream.connectionId
    const other = newest.get(who)
    if (!other || other.since < stream.since) newest.set(who, stream)
  }
  return [...newest.values()]
}
