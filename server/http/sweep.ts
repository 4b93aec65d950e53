import type { FastifyBaseLogger } from 'fastify'
import { sweepPairingCodes } from '../auth/pairing.ts'
import type { Database } from '../storage/database.ts'

const day = 86_400_000
/** An outbox that was offline for longer sends commands whose keys nobody remembers; their ids still make them happen once. */
const keptMs = 7 * day
const batchSize = 500

/** Deletes the answers kept for Idempotency-Keys that are older than a week, in small bites. Gives how many there were. */
export async function sweepIdempotency(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptMs).toISOString()
  let swept = 0
  for (;;) {
    const old = await db
      .selectFrom('idempotency')
      .select(['business_id', 'key'])
      .where('created_at', '<', before)
      .limit(batchSize)
      .execute()
    for (const { business_id, key } of old) {
      await db
        .deleteFrom('idempotency')
        .where('business_id', '=', business_id)
        .where('key', '=', key)
        .execute()
    }
    swept += old.length
    if (old.length < batchSize) return swept
  }
}

/** Deletes the counts of attempts whose window is over. */
async function sweepAttempts(db: Database, now: Date): Promise<void> {
  await db.deleteFrom('attempts').where('until', '<', now.toISOString()).execute()
}

/** Sweeps at the start and every day. Call what it gives to end it. */
export function sweepDaily(db: Database, now: () => Date, logger: FastifyBaseLogger): () => void {
  const sweep = (): void => {
    const sweeping = async (): Promise<number> => {
      await sweepAttempts(db, now())
      await sweepPairingCodes(db, now())
      return sweepIdempotency(db, now())
    }
    sweeping().then(
      (swept) => {
        if (swept > 0) logger.info({ swept }, 'old idempotency keys deleted')
      },
      (error: unknown) =>
        logger.warn({ err: error }, 'old idempotency keys could not be deleted; tomorrow again'),
    )
  }
  const timer = setInterval(sweep, day)
  timer.unref()
  sweep()
  return () => clearInterval(timer)
}
