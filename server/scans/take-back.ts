import { applyUndo, type Reservation } from '../../contract/reservation.ts'
import type { Doing, Write } from '../events/log.ts'
import { saveReservation } from '../reservations/save.ts'
import { scanOf, type ScanRow } from './rows.ts'

/** Takes the people of a scan that counts out of the count again, and tells it. */
export async function takeBack(
  write: Write,
  doing: Doing,
  row: ScanRow,
  before: Reservation,
): Promise<{ row: ScanRow; reservation: Reservation }> {
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
  return { row: undone, reservation }
}
