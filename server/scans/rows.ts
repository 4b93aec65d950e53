import type { Selectable } from 'kysely'
import type { z } from 'zod'
import {
  admissionSchema,
  type Admission,
  type countedAdmissionSchema,
  type Scan,
  type ScanResponse,
} from '../../contract/scan.ts'
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
    ...(row.decision !== null && { decision: row.decision }),
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

/** Whether its people are in: the server let them in, or somebody kept what the desk had told them. */
export function counts(row: Pick<ScanRow, 'outcome' | 'decision' | 'undone_at'>): boolean {
  return (row.outcome === 'admitted' || row.decision === 'keep') && row.undone_at === null
}

/** The admissions of a party that count, oldest first: who let them in, how many, and when. */
export async function countedAdmissions(
  db: Reader,
  reservationId: string,
): Promise<z.infer<typeof countedAdmissionSchema>[]> {
  const rows = await db
    .selectFrom('scans')
    .select(['scan_id', 'device_id', 'device_name', 'scanned_at', 'people'])
    .where('reservation_id', '=', reservationId)
    .where((row) => row.or([row('outcome', '=', 'admitted'), row('decision', '=', 'keep')]))
    .where('undone_at', 'is', null)
    .orderBy('recorded_at')
    .orderBy('scan_id')
    .execute()
  return rows.map((row) => ({
    scanId: row.scan_id,
    deviceId: row.device_id,
    deviceName: row.device_name,
    at: row.scanned_at,
    people: row.people,
  }))
}

/** Who let the party in last, and when. */
export async function lastAdmission(db: Reader, reservationId: string): Promise<Admission | undefined> {
  const last = (await countedAdmissions(db, reservationId)).at(-1)
  return last && admissionSchema.parse(last)
}
