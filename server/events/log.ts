import type { Actor, DeskEvent } from '../../contract/events.ts'
import type { Reader, Tx } from '../storage/database.ts'

type Unnumbered<E> = E extends unknown ? Omit<E, 'seq' | 'businessId' | 'at' | 'actor'> : never
/** What happened; the log adds number, business, time and actor. */
export type NewEvent = Unnumbered<DeskEvent>

/** An event as it is stored: `data` is the JSON line that is streamed and replayed, made once. */
export interface LoggedEvent {
  businessId: number
  seq: number
  type: DeskEvent['type']
  data: string
}

/** Who does it, in which business, and when. */
export interface Doing {
  businessId: number
  actor: Actor
  now: Date
}

/** One transaction: what is changed through `tx` and what is appended stand or fall together. */
export interface Write {
  tx: Tx
  append(doing: Doing, event: NewEvent): Promise<void>
}

export interface EventLog {
  /**
   * Runs `work` as one transaction after all earlier ones, then publishes what it appended. Throws what it throws, and
   * nothing happened. Where `work` touches one business only, name it: on PostgreSQL the writes of others go on meanwhile.
   *
   * Writes that wait may share one commit, and `work` may run again after it was rolled back: it must change nothing
   * but what `tx` changes.
   */
  write<T>(work: (write: Write) => Promise<T>, businessId?: number): Promise<T>
}

/** Appends an event in the transaction of what it tells of. */
export async function append(tx: Tx, doing: Doing, event: NewEvent): Promise<LoggedEvent> {
  const { businessId } = doing
  const { seq } = await tx
    .updateTable('businesses')
    .set((row) => ({ seq: row('seq', '+', 1) }))
    .where('id', '=', businessId)
    .returning('seq')
    .executeTakeFirstOrThrow()
  const { type, ...what } = event
  const at = doing.now.toISOString()
  const data = JSON.stringify({ seq, type, businessId, at, actor: doing.actor, ...what })
  const reservation = 'reservation' in event ? event.reservation : undefined
  await tx
    .insertInto('events')
    .values({
      business_id: businessId,
      seq,
      type,
      data,
      at,
      reservation_id: reservation?.id ?? null,
      starts_at: reservation?.startsAt ?? null,
    })
    .execute()
  return { businessId, seq, type, data }
}

/** The number of the last event of a business; 0 where nothing has happened yet. */
export async function lastSeq(db: Reader, businessId: number): Promise<number> {
  const row = await db
    .selectFrom('businesses')
    .select('seq')
    .where('id', '=', businessId)
    .executeTakeFirstOrThrow()
  return row.seq
}

/** The number of the last event, and how often lines of the log and rows with them were written anew without one. */
export async function logState(
  db: Reader,
  businessId: number,
): Promise<{ cursor: number; rewrites: number }> {
  const { seq, rewrites } = await db
    .selectFrom('businesses')
    .select(['seq', 'rewrites'])
    .where('id', '=', businessId)
    .executeTakeFirstOrThrow()
  return { cursor: seq, rewrites }
}

/** Up to `limit` events after a cursor, in order. */
export async function eventsAfter(
  db: Reader,
  businessId: number,
  cursor: number,
  limit: number,
): Promise<LoggedEvent[]> {
  const rows = await db
    .selectFrom('events')
    .select(['seq', 'type', 'data'])
    .where('business_id', '=', businessId)
    .where('seq', '>', cursor)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ businessId, ...row }))
}

/** Whether a cursor that was told with its epoch is of another log than ours. */
export function isOther(epoch: string | undefined, ours: string): boolean {
  return epoch !== undefined && epoch !== ours
}

/** Whether the log can go on from a cursor: it holds every event after it, and the cursor is not of another log's future. */
export async function canResume(db: Reader, businessId: number, cursor: number): Promise<boolean> {
  const last = await lastSeq(db, businessId)
  if (cursor > last) return false
  if (cursor === last) return true
  const [next] = await eventsAfter(db, businessId, cursor, 1)
  return next?.seq === cursor + 1
}
