import type { Selectable } from 'kysely'
import { admissionSchema, type Admission, type Scan, type ScanResponse } from '../../contract/scan.ts'
import { findReservation } from '../reservations/rows.ts'
import type { Reader } from '../storage/database.ts'
import type { Schema } from '../storage/schema.ts'

export type ScanRow = Selectable<Schema['scans']>

export function scanOf(row: ScanRow): Scan {
  return {
    scanId: row.scan_id,
    ...(row.reservation_id !== null && { reservationId: row.reservation_id }),
    outcome: row.outcome,
    people: row.people,
    scannedAt: row.scanned_at,
    recordedAt: row.recorded_at,
    deviceId: row.device_id,
    deviceName: row.device_name,
    ...(row.undone_at !== null && { undoneAt: row.undone_at }),
    ...(row.outcome === 'admitted' &&
      row.override_reason !== null && { overrideReason: row.override_reason }),
  }
}

/** The answer to a recorded scan: the verdict as it was given, with the reservation as it stands now. */
export async function responseOf(db: Reader, row: ScanRow): Promise<ScanResponse> {
  const reservation =
    row.reservation_id === null
      ? undefined
      : await findReservation(db, row.business_id, { id: row.reservation_id })
  return {
    outcome: row.outcome,
    ...(row.reason !== null && { reason: row.reason }),
    ...(reservation && { reservation }),
    ...(row.previous !== null && { previous: admissionSchema.parse(JSON.parse(row.previous)) }),
    scan: scanOf(row),
  }
}

export async function findScan(db: Reader, scanId: string): Promise<ScanRow | undefined> {
  return db.selectFrom('scans').selectAll().where('scan_id', '=', scanId).executeTakeFirst()
}

/** Who let the party in last, and when. */
export async function lastAdmission(db: Reader, reservationId: string): Promise<Admission | undefined> {
  const row = await db
    .selectFrom('scans')
    .select(['scan_id', 'device_id', 'device_name', 'scanned_at'])
    .where('reservation_id', '=', reservationId)
    .where('outcome', '=', 'admitted')
    .where('undone_at', 'is', null)
    .orderBy('recorded_at', 'desc')
    .orderBy('scan_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      scanId: row.scan_id,
      deviceId: row.device_id,
      deviceName: row.device_name,
      at: row.scanned_at,
    }
  )
}
