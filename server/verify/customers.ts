import type { Selectable } from 'kysely'
import { customerContribution } from '../../contract/customer.ts'
import { reservationOf } from '../reservations/rows.ts'
import type { Reader } from '../storage/database.ts'
import type { Schema } from '../storage/schema.ts'
import type { Differs } from './differs.ts'

const pageSize = 200

/** Counts again what is known of each customer. Answers how many there are. */
export async function checkCustomers(db: Reader, differs: Differs): Promise<number> {
  let customers = 0
  for (const { id } of await db.selectFrom('businesses').select('id').execute()) {
    customers += await checkCustomersOf(db, id, differs)
  }
  return customers
}

async function checkCustomersOf(db: Reader, businessId: number, differs: Differs): Promise<number> {
  let last = ''
  let customers = 0
  for (;;) {
    const rows = await db
      .selectFrom('customers')
      .selectAll()
      .where('business_id', '=', businessId)
      .where('key', '>', last)
      .orderBy('key')
      .limit(pageSize)
      .execute()
    if (rows.length === 0) return customers
    customers += rows.length
    last = rows.at(-1)?.key ?? last
    const recounted = await recount(
      db,
      businessId,
      rows.map(({ key }) => key),
    )
    for (const row of rows) {
      const sum = recounted.get(row.key) ?? nothing
      const isSame =
        row.visits === sum.visits && row.no_shows === sum.noShows && row.last_visit_at === sum.lastVisitAt
      if (!isSame) differs(wrong(businessId, sum.reservationId))
    }
  }
}

/** Tells of customers who have been here, or did not come, and of whom nothing is known. */
export async function checkAreKnown(
  db: Reader,
  rows: readonly Selectable<Schema['reservations']>[],
  differs: Differs,
): Promise<void> {
  const counted = rows.filter((row) => {
    const { visits, noShows } = customerContribution(reservationOf(row))
    return row.deleted_at === null && row.customer_key !== null && visits + noShows > 0
  })
  if (counted.length === 0) return
  const customers = await db
    .selectFrom('customers')
    .select(['business_id', 'key'])
    .where('business_id', 'in', [...new Set(counted.map((row) => row.business_id))])
    .where('key', 'in', [...new Set(counted.flatMap((row) => row.customer_key ?? []))])
    .execute()
  const known = new Set(customers.map((row) => `${row.business_id} ${row.key}`))
  for (const row of counted) {
    if (!known.has(`${row.business_id} ${row.customer_key}`)) differs(wrong(row.business_id, row.id))
  }
}

/** Names a reservation: a customer's key is a phone number or an e-mail address. */
function wrong(businessId: number, reservationId: string | undefined): string {
  const whose =
    reservationId === undefined ? 'a customer without reservations' : `the customer of ${reservationId}`
  return `business ${businessId}, ${whose}: visits and no-shows counted again differ`
}

interface Sum {
  visits: number
  noShows: number
  lastVisitAt: string | null
  reservationId?: string
}
const nothing: Sum = { visits: 0, noShows: 0, lastVisitAt: null }

async function recount(db: Reader, businessId: number, keys: string[]): Promise<Map<string, Sum>> {
  const rows = await db
    .selectFrom('reservations')
    .selectAll()
    .where('business_id', '=', businessId)
    .where('customer_key', 'in', keys)
    .where('deleted_at', 'is', null)
    .execute()
  const sums = new Map<string, Sum>()
  for (const row of rows) {
    const key = row.customer_key ?? ''
    const sum = sums.get(key) ?? { ...nothing, reservationId: row.id }
    const { visits, noShows } = customerContribution(reservationOf(row))
    sum.visits += visits
    sum.noShows += noShows
    if (visits > 0 && row.starts_at > (sum.lastVisitAt ?? '')) sum.lastVisitAt = row.starts_at
    sums.set(key, sum)
  }
  return sums
}
