import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { deleteAuditBefore } from '../auth/audit.ts'
import { hourly, type Hourly } from '../hourly.ts'
import type { Database } from '../storage/database.ts'

/** Events that are deleted in one transaction: few, so that no write waits long behind them. */
const batchSize = 500
const betweenBatchesMs = 20
const dayMs = 24 * 60 * 60_000

/** Over a year, so that the same month of the year before can be looked at. */
export const defaultAuditDays = 400

export interface RetentionOptions {
  db: Database
  days: number
  /** Days for which the audit is kept: longer than the log, and not for ever, since it names people. */
  auditDays: number
  now: () => Date
  /** Is told up to which event a log was deleted. */
  forget: (businessId: number, through: number) => void
  logger: FastifyBaseLogger
}

/**
 * Deletes events and lines of the audit that are older than so many days, oldest first, in batches. Each batch is a transaction of its own, so
 * a run that is cut short has deleted a beginning of the log, and the next one goes on from there; two instances that
 * run at once delete the same. The numbering goes on: a desk that asks for a deleted event is told `reset`.
 */
export function createRetention({ db, days, auditDays, now, forget, logger }: RetentionOptions): Hourly {
  async function deleteOld(isStopped: () => boolean): Promise<void> {
    const before = new Date(now().getTime() - days * dayMs).toISOString()
    for (const { id } of await db.selectFrom('businesses').select('id').execute()) {
      const through = await lastBefore(db, id, before)
      if (through === undefined) continue
      let deleted = 0
      for (;;) {
        if (isStopped()) return
        const count = await deleteBatch(db, id, through)
        deleted += count
        if (count < batchSize) break
        await sleep(betweenBatchesMs)
      }
      forget(id, through)
      if (deleted > 0) logger.info({ businessId: id, through, deleted }, 'old events deleted')
    }
    await deleteOldAudit(isStopped)
  }

  async function deleteOldAudit(isStopped: () => boolean): Promise<void> {
    const before = new Date(now().getTime() - auditDays * dayMs).toISOString()
    let deleted = 0
    for (;;) {
      if (isStopped()) return
      const count = await deleteAuditBefore(db, before, batchSize)
      deleted += count
      if (count < batchSize) break
      await sleep(betweenBatchesMs)
    }
    if (deleted > 0) logger.info({ deleted }, 'old lines of the audit deleted')
  }

  return hourly(deleteOld, (error) => logger.warn({ err: error }, 'old events cannot be deleted now'))
}

/** The last event from before this instant. Times follow the numbers but for the difference between two instances' clocks. */
async function lastBefore(db: Database, businessId: number, before: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('events')
    .select('seq')
    .where('business_id', '=', businessId)
    .where('at', '<', before)
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.seq
}

async function deleteBatch(db: Database, businessId: number, through: number): Promise<number> {
  const last = await db
    .selectFrom('events')
    .select('seq')
    .where('business_id', '=', businessId)
    .where('seq', '<=', through)
    .orderBy('seq')
    .offset(batchSize - 1)
    .limit(1)
    .executeTakeFirst()
  const result = await db
    .deleteFrom('events')
    .where('business_id', '=', businessId)
    .where('seq', '<=', last?.seq ?? through)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
