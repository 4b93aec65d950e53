import type { Role } from '../../contract/api.ts'
import type { ScanResponse } from '../../contract/scan.ts'
import type { Doing, Write } from '../events/log.ts'
import { Refusal } from '../http/refusal.ts'
import { findReservation } from '../reservations/rows.ts'
import { decideOpen, isOpenConflict } from './conflicts.ts'
import { counts, findScan, responseOf } from './rows.ts'
import { takeBack } from './take-back.ts'

const deskWindowMs = 15 * 60_000

/**
 * Takes an admission back. Undone twice is undone once, with the same answer. Of a scan on which desk and server
 * disagree, it is the choice: annulled.
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
  if (row.undone_at !== null || row.decision === 'annul') return responseOf(write.tx, row)
  if (isOpenConflict(row)) {
    await decideOpen(write, doing, row, 'annul')
    return responseOf(write.tx, (await findScan(write.tx, scanId)) ?? row)
  }
  const before =
    counts(row) && row.reservation_id !== null
      ? await findReservation(write.tx, doing.businessId, { id: row.reservation_id })
      : undefined
  if (!before) throw new Refusal('conflict', 'This scan admitted nobody who could be taken back.')
  if (role === 'desk' && doing.now.getTime() - Date.parse(row.recorded_at) > deskWindowMs) {
    throw new Refusal('conflict', 'It is more than 15 minutes old. A manager can still undo it.')
  }
  const undone = await takeBack(write, doing, row, before)
  return responseOf(write.tx, undone.row)
}
