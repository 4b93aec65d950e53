import { isConflict, type Conflict } from '../../contract/conflict.ts'
import { applyAdmission, type Reservation } from '../../contract/reservation.ts'
import type { ConflictDecision } from '../../contract/scan.ts'
import type { Doing, Write } from '../events/log.ts'
import { Refusal } from '../http/refusal.ts'
import { findReservation } from '../reservations/rows.ts'
import { saveReservation } from '../reservations/save.ts'
import type { Reader } from '../storage/database.ts'
import { countedAdmissions, findScan, scanOf, type ScanRow } from './rows.ts'
import { takeBack } from './take-back.ts'

/** Whether desk and server disagree on a scan, and nobody has chosen yet. */
export function isOpenConflict(row: ScanRow): boolean {
  return row.decision === null && row.undone_at === null && isConflict(row.desk_outcome, row.outcome)
}

/** Tells that a scan has to be decided. */
export async function appendConflict(
  write: Write,
  doing: Doing,
  row: ScanRow,
  reservation: Reservation | undefined,
): Promise<void> {
  const { scan, deskOutcome, admissions } = await conflictOf(write.tx, row, reservation)
  await write.append(doing, {
    type: 'scan-conflict',
    ...(reservation && { reservation }),
    scan,
    dispute: { deskOutcome, admissions },
  })
}

/** The conflicts of a business that nobody has decided, oldest first. */
export async function openConflicts(db: Reader, businessId: number): Promise<Conflict[]> {
  const rows = await db
    .selectFrom('scans')
    .selectAll()
    .where('business_id', '=', businessId)
    .where('desk_outcome', 'is not', null)
    .where('decision', 'is', null)
    .whereRef('desk_outcome', '!=', 'outcome')
    .orderBy('recorded_at')
    .orderBy('scan_id')
    .execute()
  const conflicts: Conflict[] = []
  for (const row of rows) {
    if (isOpenConflict(row)) conflicts.push(await conflictOf(db, row, await reservationOf(db, row)))
  }
  return conflicts
}

/**
 * Keeps or annuls: from then on the people of the scan count, or they do not. The same choice again is the same answer;
 * another one is refused, so that nobody's choice is overturned unseen.
 */
export async function decideConflict(
  write: Write,
  doing: Doing,
  scanId: string,
  decision: ConflictDecision,
): Promise<Conflict> {
  const row = await findScan(write.tx, scanId)
  if (row?.business_id !== doing.businessId || !isConflict(row.desk_outcome, row.outcome)) {
    throw new Refusal('not_found', 'There is no such conflict.')
  }
  if (row.decision === decision) return conflictOf(write.tx, row, await reservationOf(write.tx, row))
  if (!isOpenConflict(row)) throw new Refusal('conflict', 'Somebody else has decided otherwise.')
  return decideOpen(write, doing, row, decision)
}

/** Decides a conflict that is open. */
export async function decideOpen(
  write: Write,
  doing: Doing,
  row: ScanRow,
  decision: ConflictDecision,
): Promise<Conflict> {
  const decided: ScanRow = {
    ...row,
    decision,
    decided_at: doing.now.toISOString(),
    decided_by: JSON.stringify(doing.actor),
  }
  const { decided_at, decided_by } = decided
  await write.tx
    .updateTable('scans')
    .set({ decision, decided_at, decided_by })
    .where('scan_id', '=', row.scan_id)
    .execute()
  const wasIn = row.outcome === 'admitted'
  const before = await reservationOf(write.tx, row)
  let reservation = before
  if (before && decision === 'keep' && !wasIn) reservation = await letIn(write, doing, before, row.people)
  if (before && decision === 'annul' && wasIn) {
    const taken = await takeBack(write, doing, decided, before)
    decided.undone_at = taken.row.undone_at
    reservation = taken.reservation
  }
  await write.append(doing, {
    type: 'scan-conflict',
    ...(reservation && { reservation }),
    scan: scanOf(decided),
  })
  return conflictOf(write.tx, decided, reservation)
}

async function letIn(write: Write, doing: Doing, before: Reservation, people: number): Promise<Reservation> {
  const admitted = applyAdmission(before, people)
  // They are in the house, whatever was said of them before.
  const isOut = admitted.status === 'cancelled' || admitted.status === 'no_show'
  const reservation: Reservation = {
    ...admitted,
    ...(isOut && { status: 'arrived' }),
    version: before.version + 1,
    updatedAt: doing.now.toISOString(),
  }
  await saveReservation(write.tx, before, reservation)
  return reservation
}

async function reservationOf(db: Reader, row: ScanRow): Promise<Reservation | undefined> {
  if (row.reservation_id === null) return undefined
  return findReservation(db, row.business_id, { id: row.reservation_id })
}

async function conflictOf(db: Reader, row: ScanRow, reservation: Reservation | undefined): Promise<Conflict> {
  const admissions = row.reservation_id === null ? [] : await countedAdmissions(db, row.reservation_id)
  return {
    scan: scanOf(row),
    deskOutcome: row.desk_outcome ?? row.outcome,
    ...(reservation && { reservation }),
    admissions: admissions.filter(({ scanId }) => scanId !== row.scan_id),
  }
}
