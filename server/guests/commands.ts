import { sql } from 'kysely'
import { StartError } from '../config.ts'
import { createLog } from '../events/writer.ts'
import type { Database } from '../storage/database.ts'
import { isPostgres } from '../storage/writing.ts'
import { eraseGuest } from './erase.ts'
import { exportGuest } from './export.ts'
import { guestNamed } from './guest.ts'

/** `--export-guest`: what is printed, as JSON. Throws StartError where the guest or the business is named wrongly. */
export async function runExport(db: Database, who: string, businessId: number | undefined) {
  const guest = guestNamed(who)
  await checkBusiness(db, businessId)
  return exportGuest(db, guest, businessId, new Date())
}

/** `--erase-guest`: what is printed, as JSON. A guest whom nobody knows is an error: it may be a slip. */
export async function runErase(db: Database, who: string, businessId: number | undefined) {
  const guest = guestNamed(who)
  await checkBusiness(db, businessId)
  // SQLite would leave what was overwritten in pages that nobody reads, and in its journal.
  if (!isPostgres(db)) await sql`pragma secure_delete = on`.execute(db)
  // A server that runs finds the new events, and that old ones were rewritten, by its own look at the log.
  const log = createLog(db, () => undefined)
  const erased = await eraseGuest(db, log, guest, businessId, () => new Date())
  if (!isPostgres(db)) await sql`pragma wal_checkpoint(truncate)`.execute(db)
  if (erased.reservations === 0) {
    throw new StartError(
      'Nobody with this e-mail address or phone number has a reservation. Nothing was changed.',
      1,
    )
  }
  return { erased }
}

async function checkBusiness(db: Database, businessId: number | undefined): Promise<void> {
  if (businessId === undefined) return
  const row = await db.selectFrom('businesses').select('id').where('id', '=', businessId).executeTakeFirst()
  if (!row) throw new StartError(`There is no business ${businessId} in this database.`, 2)
}
