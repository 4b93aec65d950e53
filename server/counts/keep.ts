import type { Reservation } from '../../contract/reservation.ts'
import type { Tx } from '../storage/database.ts'
import { moveCustomers } from './customers.ts'
import { moveQuarters } from './quarters.ts'

/**
 * Keeps what reservations add up to in step with a change of one, after its row was written in the same transaction.
 * `undefined`: it was not there before, or is not any more.
 */
export async function keepCounts(
  tx: Tx,
  before: Reservation | undefined,
  after: Reservation | undefined,
): Promise<void> {
  await moveQuarters(tx, before, after)
  await moveCustomers(tx, before, after)
}
