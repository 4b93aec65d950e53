import type { Role } from '../../contract/api.ts'
import { applyUndo } from '../../contract/reservation.ts'
import type { ScanResponse } from '../../contract/scan.ts'
import type { Doing, Write } from '../events/log.ts'
import { Refusal } from '../http/refusal.ts'
import { findReservation } from '../reservations/rows.ts'
import { saveReservation } from '../reservations/save.ts'
import { findScan, responseOf, scanOf } from './rows.ts'

const deskWindowMs = 15 * 60_000

/**
 * Takes an admission back. Undone twice is undone once, with the same answer.
 * A desk has 15 minutes from the moment at which the server recorded the scan, so that an undo made offline still counts.
 */
export async function undoScan(
  write: Write,
  doing: Doing,
  role: Role,
  scanId: string,
): Promise<ScanResponse> {
  const row = await findScan(write.tx, scanId)
  if (row?.business_id !== doing.businessId) throw new Refusal('not_found', 'There is no such scan.')
  if (row.undone_at !== null) return responseOf(write.tx, row)
  const before =
    row.outcome === 'admitted' && row.reservation_id !== null
      ? await findReservation(write.tx, doing.businessId, { id: row.reservation_id })
      : undefined
  if (!before) throw new Refusal('conflict', 'This scan admitted nobody who could be taken back.')
  if (role === 'desk' && doing.now.getTime() - Date.parse(row.recorded_at) > deskWindowMs) {
    throw new Refusal('conflict', 'It is more than 15 minutes old. A manager can still undo it.')
  }

  const now = doing.now.toISOString()
  const undone = { ...row, undone_at: now, undone_by: doing.actor.id }
  await write.tx
    .updateTable('scans')
    .set({ undone_at: undone.undone_at, undone_by: undone.undone_by })
    .where('scan_id', '=', row.scan_id)
    .execute()
  const reservation = { ...applyUndo(before, row.people), version: before.version + 1, updatedAt: now }
  await saveReservation(write.tx, before, reservation)
  await write.append(doing, { type: 'scan-undone', reservation, scan: scanOf(undone) })
  return responseOf(write.tx, undone)
}
