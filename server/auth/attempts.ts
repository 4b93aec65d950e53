import { Refusal } from '../http/refusal.ts'
import type { Database } from '../storage/database.ts'
import { isPostgres } from '../storage/writing.ts'
import { hashOf } from './tokens.ts'

/** Counts wrong attempts by address, account, device or venue: a window that starts at the first one. */
export interface Attempts {
  /**
   * Counts one more attempt of `who`. Throws 429 with Retry-After where there were too many.
   * Counted before it is judged, so that many at once are not judged side by side.
   */
  begin(who: string): Promise<void>
  /** How many more are judged before the pause. */
  left(who: string): Promise<number>
  /** The attempt was right, or nobody's fault: it does not count. */
  forgive(who: string): Promise<void>
}

export interface AttemptLimit {
  /** Tells the counts of two limits apart. */
  name: string
  limit: number
  windowMs: number
}

/** On PostgreSQL all instances count together, in the database; on SQLite there is one, which counts in memory. */
export function limitAttempts(db: Database, limit: AttemptLimit, now: () => Date): Attempts {
  return isPostgres(db) ? countInDatabase(db, limit, now) : countInMemory(limit, now)
}

function refuse(untilMs: number, now: Date): never {
  const seconds = Math.max(1, Math.ceil((untilMs - now.getTime()) / 1000))
  throw new Refusal('rate_limited', `Too many wrong attempts. Try again in ${seconds} s.`, {
    headers: { 'retry-after': String(seconds) },
  })
}

function countInMemory({ limit, windowMs }: AttemptLimit, now: () => Date): Attempts {
  const attempts = new Map<string, { count: number; until: number }>()

  const current = (who: string) => {
    const entry = attempts.get(who)
    return entry && entry.until > now().getTime() ? entry : undefined
  }
  function begin(who: string): void {
    const entry = current(who)
    if (!entry) {
      // A flood of addresses must not fill the memory: the past is dropped when there are many.
      if (attempts.size >= 10_000) {
        for (const [key, { until }] of attempts) if (until <= now().getTime()) attempts.delete(key)
      }
      attempts.set(who, { count: 1, until: now().getTime() + windowMs })
      return
    }
    if (entry.count >= limit) refuse(entry.until, now())
    entry.count += 1
  }
  return {
    // What it throws is a rejection.
    begin: (who) => Promise.resolve(who).then(begin),
    left: (who) => Promise.resolve(limit - (current(who)?.count ?? 0)),
    forgive(who) {
      const entry = current(who)
      if (entry && entry.count > 1) entry.count -= 1
      else attempts.delete(who)
      return Promise.resolve()
    },
  }
}

/** Hashed, so that the table holds no addresses; one statement each, so that two at once are two. */
function countInDatabase(db: Database, { name, limit, windowMs }: AttemptLimit, now: () => Date): Attempts {
  const keyOf = (who: string): string => hashOf(`${name}:${who}`)
  return {
    async begin(who) {
      const at = now().toISOString()
      const until = new Date(now().getTime() + windowMs).toISOString()
      const entry = await db
        .insertInto('attempts')
        .values({ who: keyOf(who), count: 1, until })
        .onConflict((conflict) =>
          conflict.column('who').doUpdateSet((row) => ({
            count: row
              .case()
              .when('attempts.until', '>', at)
              .then(row('attempts.count', '+', 1))
              .else(1)
              .end(),
            until: row
              .case()
              .when('attempts.until', '>', at)
              .then(row.ref('attempts.until'))
              .else(until)
              .end(),
          })),
        )
        .returning(['count', 'until'])
        .executeTakeFirstOrThrow()
      if (entry.count > limit) refuse(Date.parse(entry.until), now())
    },
    async left(who) {
      const entry = await db
        .selectFrom('attempts')
        .select('count')
        .where('who', '=', keyOf(who))
        .where('until', '>', now().toISOString())
        .executeTakeFirst()
      return limit - (entry?.count ?? 0)
    },
    async forgive(who) {
      await db
        .updateTable('attempts')
        .set((row) => ({ count: row('count', '-', 1) }))
        .where('who', '=', keyOf(who))
        .where('count', '>', 0)
        .execute()
    },
  }
}
