import { sql } from 'kysely'
import { Refusal } from '../http/refusal.ts'
import type { Database, Tx } from '../storage/database.ts'
import { faultOf, isUnanswered } from '../storage/faults.ts'
import { holdOtherWriters, writersOf } from '../storage/writing.ts'
import { append, type EventLog, type LoggedEvent, type Write } from './log.ts'

/** Most writes that share a commit, so that nobody waits long for the others. */
const groupSize = 32

/** A write that waits for its turn. */
interface Waiting {
  businessId: number | undefined
  work: (write: Write) => Promise<unknown>
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
}

interface Outcome {
  appended: LoggedEvent[]
  /** Tells whoever asked, once the outcome is committed. */
  tell: () => void
}

/** The log of a database. `committed` is told what each commit appended, in the order of the numbers. */
export function createLog(db: Database, committed: (events: LoggedEvent[]) => void): EventLog {
  const lanes = Array.from({ length: writersOf(db) }, () => createLane(db, committed))
  return {
    write: <T>(work: (write: Write) => Promise<T>, businessId?: number) =>
      new Promise<T>((resolve, reject) => {
        // A business has one lane, so that its writes are in the order in which they came.
        const lane = lanes[(businessId ?? 0) % lanes.length] ?? lanes[0]
        lane?.({ businessId, work, resolve: (result) => resolve(result as T), reject })
      }),
  }
}

/** Writes one group at a time: all that have come while the group before was on its way to the disk. */
function createLane(db: Database, committed: (events: LoggedEvent[]) => void): (entry: Waiting) => void {
  const waiting: Waiting[] = []
  let isWriting = false

  async function drain(): Promise<void> {
    isWriting = true
    while (waiting.length > 0) await writeGroup(() => waiting.splice(0, groupSize))
    isWriting = false
  }

  /** Commits a group together. Never throws: each entry is told what came of it. */
  async function writeGroup(take: () => Waiting[]): Promise<void> {
    let group: Waiting[] = []
    let outcomes: Outcome[] = []
    let failed: { error: unknown } | undefined
    try {
      await db
        .transaction()
        .setIsolationLevel('read committed')
        .execute(async (tx) => {
          // Only now: whoever came while a connection was being had goes with this group.
          group = take()
          try {
            outcomes = await run(tx, group)
          } catch (error) {
            // What the roll-back says, on a connection that is gone, would hide it.
            failed = { error }
            throw error
          }
        })
    } catch (error) {
      if (group.length === 0) group = take()
      const cause = failed ? failed.error : error
      // Rolled back for one of them, and the database is well: the others do not suffer for it.
      if (failed && group.length > 1 && faultOf(cause) === undefined) {
        for (const entry of group) await writeGroup(() => [entry])
      } else {
        // Who waits behind a database that hangs would hang as long again.
        if (isUnanswered(cause)) group.push(...waiting.splice(0))
        for (const { reject } of group) reject(cause)
      }
      return
    }
    committed(outcomes.flatMap(({ appended }) => appended))
    for (const { tell } of outcomes) tell()
  }

  return (entry) => {
    waiting.push(entry)
    if (!isWriting) void drain()
  }
}

async function run(tx: Tx, group: Waiting[]): Promise<Outcome[]> {
  await holdOtherWriters(
    tx,
    group.map(({ businessId }) => businessId),
  )
  const outcomes: Outcome[] = []
  for (const entry of group) outcomes.push(await runOne(tx, entry, group.length > 1))
  return outcomes
}

/** Runs one entry. In company, what it did before it was refused is taken back alone; any other error ends the whole group. */
async function runOne(tx: Tx, entry: Waiting, inCompany: boolean): Promise<Outcome> {
  const appended: LoggedEvent[] = []
  if (inCompany) await sql`savepoint entry`.execute(tx)
  try {
    const result = await entry.work({
      tx,
      async append(doing, event) {
        appended.push(await append(tx, doing, event))
      },
    })
    if (inCompany) await sql`release savepoint entry`.execute(tx)
    return { appended, tell: () => entry.resolve(result) }
  } catch (error) {
    if (!inCompany || !(error instanceof Refusal)) throw error
    await sql`rollback to savepoint entry`.execute(tx)
    await sql`release savepoint entry`.execute(tx)
    return { appended: [], tell: () => entry.reject(error) }
  }
}
