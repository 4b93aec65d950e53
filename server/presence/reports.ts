import { z } from 'zod'
import { deskReportSchema, type DeskReport } from '../../contract/presence.ts'
import { lastSeq } from '../events/log.ts'
import type { Reader } from '../storage/database.ts'

/** What a desk said of itself, when, and how many events it had not applied then. */
export interface KeptReport {
  report: DeskReport
  at: string
  lag: number
}

/** Keeps the last report of a desk, in place of the one before. */
export async function keepReport(
  db: Reader,
  device: { id: string; businessId: number },
  report: DeskReport,
  now: Date,
): Promise<void> {
  const lag = Math.max(0, (await lastSeq(db, device.businessId)) - report.cursor)
  const kept = { at: now.toISOString(), report: JSON.stringify(report), lag }
  await db
    .insertInto('device_reports')
    .values({ device_id: device.id, business_id: device.businessId, ...kept })
    .onConflict((conflict) => conflict.column('device_id').doUpdateSet(kept))
    .execute()
}

const stored = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(deskReportSchema)

/** The last report of each desk of a business, by its id. */
export async function reportsOf(db: Reader, businessId: number): Promise<Map<string, KeptReport>> {
  const rows = await db
    .selectFrom('device_reports')
    .select(['device_id', 'at', 'report', 'lag'])
    .where('business_id', '=', businessId)
    .execute()
  return new Map(
    rows.map(({ device_id, at, report, lag }) => [device_id, { report: stored.parse(report), at, lag }]),
  )
}
