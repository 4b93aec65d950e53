import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../storage/database.ts'
import { isUnanswered } from '../storage/faults.ts'
import { eventsAfter, type LoggedEvent } from './log.ts'

const pageSize = 200

export interface Relay {
  /** Begins after what has happened so far, and looks at all logs from time to time. */
  start(): Promise<void>
  /** What this process has committed. */
  committed(events: LoggedEvent[]): void
  /** Another instance says that a log has grown to `seq`. */
  heard(businessId: number, seq: number): void
  /** Reads on in every log that has grown. Never throws: what cannot be read now is read the next time. */
  lookAtAll(): Promise<void>
  /** The database answered when it was last looked at. */
  databaseIsUp(): boolean
  /** It takes what it is asked and says nothing: requests would wait in vain. */
  databaseHangs(): boolean
  stop(): void
}

export interface RelayOptions {
  db: Database
  /** Hands an event to the streams of this process. */
  publish: (event: LoggedEvent) => void
  /** Lines of a log were written anew: what is held of it in memory is stale. */
  rewritten: (businessId: number) => void
  /** Wakes the other instances up. */
  wake: (businessId: number, seq: number) => void
  /** Between two looks at all logs. */
  pollMs: number
  logger: FastifyBaseLogger
}

interface Log {
  /** The last number that was published. */
  published: number
  /** The last number that is known to be committed. */
  known: number
  isReading: boolean
}

/** A look at the logs that takes longer is one at a database that hangs. */
const hangMs = 4000

/**
 * Publishes each business's log in the order of its numbers, whoever wrote it.
 *
 * An event that follows on what was published goes out at once. Where one of another instance lies between, or is all
 * that is known of, the log itself is read. So a wake-up that is lost, doubled or late changes nothing but the moment.
 */
export function createRelay({ db, publish, rewritten, wake, pollMs, logger }: RelayOptions): Relay {
  const logs = new Map<number, Log>()
  const rewrites = new Map<number, number>()
  let isUp = true
  let hangs = false
  let lookingSince: number | undefined
  let timer: NodeJS.Timeout | undefined

  function logOf(businessId: number): Log {
    const known = logs.get(businessId)
    if (known) return known
    const made = { published: 0, known: 0, isReading: false }
    logs.set(businessId, made)
    return made
  }

  function publishNext(log: Log, event: LoggedEvent): void {
    log.published = event.seq
    publish(event)
  }

  function heard(businessId: number, seq: number): void {
    const log = logOf(businessId)
    log.known = Math.max(log.known, seq)
    if (log.isReading || log.known <= log.published) return
    log.isReading = true
    readOn(businessId, log).catch((error: unknown) => {
      logger.warn({ err: error, businessId }, 'cannot read the log now')
    })
  }

  async function readOn(businessId: number, log: Log): Promise<void> {
    try {
      while (log.published < log.known) {
        const page = await eventsAfter(db, businessId, log.published, pageSize)
        for (const event of page) publishNext(log, event)
        // Said to be there, and it is not: the log is the truth.
        if (page.length === 0) log.known = log.published
      }
    } finally {
      // In the same turn as the last look at what is known, so that nothing heard in between is left for later.
      log.isReading = false
    }
  }

  async function seqs(): Promise<{ id: number; seq: number; rewrites: number }[]> {
    return db.selectFrom('businesses').select(['id', 'seq', 'rewrites']).execute()
  }

  function isLate(since: number): boolean {
    return performance.now() - since > hangMs
  }

  async function lookAtAll(): Promise<void> {
    if (lookingSince !== undefined) return
    const since = performance.now()
    lookingSince = since
    try {
      for (const { id, seq, rewrites: count } of await seqs()) {
        if (count !== (rewrites.get(id) ?? 0)) rewritten(id)
        rewrites.set(id, count)
        heard(id, seq)
      }
      hangs = false
      if (!isUp) logger.info('the database answers again')
      isUp = true
    } catch (error) {
      if (isUp) logger.error({ err: error }, 'the database does not answer; trying again')
      isUp = false
      hangs = isLate(since) || isUnanswered(error)
    } finally {
      lookingSince = undefined
    }
  }

  return {
    async start() {
      for (const { id, seq, rewrites: count } of await seqs()) {
        logs.set(id, { published: seq, known: seq, isReading: false })
        rewrites.set(id, count)
      }
      timer = setInterval(() => void lookAtAll(), pollMs)
    },
    committed(events) {
      const last = new Map<number, number>()
      for (const event of events) {
        const { businessId, seq } = event
        const log = logOf(businessId)
        if (!log.isReading && seq === log.published + 1) publishNext(log, event)
        else heard(businessId, seq)
        last.set(businessId, seq)
      }
      for (const [businessId, seq] of last) wake(businessId, seq)
    },
    heard,
    lookAtAll,
    databaseIsUp: () => isUp,
    databaseHangs: () => hangs || (lookingSince !== undefined && isLate(lookingSince)),
    stop: () => clearInterval(timer),
  }
}
