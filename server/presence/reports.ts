import { z } from 'zod'
import { deskReportSchema, type DeskReport } from '../../contract/presence.ts'
import { lastSeq } from '../events/log.ts'
import type { Reader } from '../storage/database.ts'
import type { OpenStream } from './open-streams.ts'

/** Three reports of a desk that polls may be missed, then it is gone. */
const pollingMs = 90_000

/** What a desk said of itself, when, and how many events it had not applied then. */
export interface KeptReport {
  deviceName: string
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

/** The last report of each desk of a business that was not revoked, by its id. */
export async function reportsOf(db: Reader, businessId: number): Promise<Map<string, KeptReport>> {
  const rows = await db
    .selectFrom('device_reports')
    .innerJoin('devices', 'devices.id', 'device_reports.device_id')
    .select(['device_id', 'devices.name', 'at', 'report', 'lag'])
    .where('device_reports.business_id', '=', businessId)
    .where('devices.revoked_at', 'is', null)
    .execute()
  return new Map(
    rows.map(({ device_id, name, at, report, lag }) => [
      device_id,
      { deviceName: name, report: stored.parse(report), at, lag },
    ]),
  )
}

/** The desks that poll at `now`, as if each had a stream: who has one is left out, however it was a moment ago. */
export function pollingDesks(
  reports: ReadonlyMap<string, KeptReport>,
  open: readonly OpenStream[],
  now: Date,
): OpenStream[] {
  const streaming = new Set(open.map(({ deviceId }) => deviceId))
  return [...reports]
    .filter(([id, { report, at }]) => {
      const isLate = now.getTime() - Date.parse(at) > pollingMs
      return report.polling === true && !isLate && !streaming.has(id)
    })
    .map(([deviceId, { deviceName, report, at }]) => ({
      connectionId: `polling-${deviceId}`,
      deviceId,
      name: deviceName,
      since: at,
      seq: report.cursor,
    }))
}
