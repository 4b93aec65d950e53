import type { Database } from '../storage/database.ts'
import { snapshot } from '../storage/snapshot.ts'
import { checkCustomers } from './customers.ts'
import type { Differs } from './differs.ts'
import { checkLog } from './log.ts'
import { checkQuarters } from './quarters.ts'
import { checkReservations } from './reservations.ts'

/** What `--verify` found, as it is printed. */
export interface Verified {
  ok: boolean
  businesses: number
  events: number
  /** Rows that were rebuilt from the log and compared. */
  reservations: number
  /** Rows of which the log holds nothing any more: retention has deleted it. */
  notChecked: number
  scans: number
  quarters: number
  customers: number
  differences: number
}

/**
 * Rebuilds every reservation from the log and compares it with its row; counts again all that is kept by counting; looks
 * for gaps in the numbers. `tell` hears each difference in one line, which names rows and fields but never a guest.
 */
export async function verify(db: Database, tell: Differs): Promise<Verified> {
  let differences = 0
  const differs: Differs = (difference) => {
    differences += 1
    tell(difference)
  }
  return snapshot(db, async (reader) => {
    const businesses = await reader.selectFrom('businesses').select(['id', 'seq']).orderBy('id').execute()
    let events = 0
    let scans = 0
    for (const business of businesses) {
      const checked = await checkLog(reader, business.id, business.seq, differs)
      events += checked.events
      scans += checked.scans
    }
    const rows = await checkReservations(reader, differs)
    const quarters = await checkQuarters(reader, rows.quarters, differs)
    const customers = await checkCustomers(reader, differs)
    return {
      ok: differences === 0,
      businesses: businesses.length,
      events,
      reservations: rows.checked,
      notChecked: rows.notChecked,
      scans,
      quarters,
      customers,
      differences,
    }
  })
}
