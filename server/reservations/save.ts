import type { Reservation } from '../../contract/reservation.ts'
import { keepCounts } from '../counts/keep.ts'
import type { Tx } from '../storage/database.ts'
import { rowOf } from './rows.ts'

// The only places that write reservations: each also moves what they add up to.

export async function insertReservation(tx: Tx, reservation: Reservation): Promise<void> {
  await tx
    .insertInto('reservations')
    .values({ ...rowOf(reservation), deleted_at: null })
    .execute()
  await keepCounts(tx, undefined, reservation)
}

/** Writes a changed reservation over its row. */
export async function saveReservation(tx: Tx, before: Reservation, after: Reservation): Promise<void> {
  await tx.updateTable('reservations').set(rowOf(after)).where('id', '=', after.id).execute()
  await keepCounts(tx, before, after)
}

/** Keeps the row of a reservation that is deleted, and counts it no longer. `after` carries its last version and time. */
export async function saveDeleted(tx: Tx, before: Reservation, after: Reservation): Promise<void> {
  await tx
    .updateTable('reservations')
    .set({
      deleted_at: after.updatedAt,
      updated_at: after.updatedAt,
      version: after.version,
      visited_at: null,
    })
    .where('id', '=', after.id)
    .execute()
  await keepCounts(tx, before, undefined)
}
