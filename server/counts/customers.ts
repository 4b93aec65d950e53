import { customerContribution, customerKey, type Client } from '../../contract/customer.ts'
import type { Reservation } from '../../contract/reservation.ts'
import type { Reader, Tx } from '../storage/database.ts'

interface Part {
  visits: number
  noShows: number
  visitedAt: string | null
}
const nothing: Part = { visits: 0, noShows: 0, visitedAt: null }

function partOf(reservation: Reservation | undefined, key: string): Part {
  if (!reservation || customerKey(reservation.customer) !== key) return nothing
  const { visits, noShows } = customerContribution(reservation)
  return { visits, noShows, visitedAt: visits > 0 ? reservation.startsAt : null }
}

/** Moves what is known of the customers whom a change of one reservation concerns: one, or two where it went from one to another. */
export async function moveCustomers(
  tx: Tx,
  before: Reservation | undefined,
  after: Reservation | undefined,
): Promise<void> {
  const keys = new Set(
    [before, after].map((reservation) => (reservation ? customerKey(reservation.customer) : null)),
  )
  const businessId = (after ?? before)?.businessId
  if (businessId === undefined) return
  for (const key of keys) {
    if (key === null) continue
    const [old, now] = [partOf(before, key), partOf(after, key)]
    const visits = now.visits - old.visits
    const noShows = now.noShows - old.noShows
    if (visits === 0 && noShows === 0 && now.visitedAt === old.visitedAt) continue
    await tx
      .insertInto('customers')
      .values({ business_id: businessId, key, visits, no_shows: noShows, last_visit_at: null })
      .onConflict((conflict) =>
        conflict.columns(['business_id', 'key']).doUpdateSet((row) => ({
          visits: row('customers.visits', '+', row.ref('excluded.visits')),
          no_shows: row('customers.no_shows', '+', row.ref('excluded.no_shows')),
        })),
      )
      .execute()
    // The visit that was taken back may have been the last one: the index knows the one before.
    await tx
      .updateTable('customers')
      .set((row) => ({
        last_visit_at: row
          .selectFrom('reservations')
          .select((visit) => visit.fn.max('visited_at').as('last'))
          .where('business_id', '=', businessId)
          .where('customer_key', '=', key),
      }))
      .where('business_id', '=', businessId)
      .where('key', '=', key)
      .execute()
  }
}

/** As many as SQLite and PostgreSQL take in one list without a thought. */
const chunk = 500

/** What the venue knows of the guests of these reservations from before. Who was never there and never missed is left out. */
export async function clientsOf(
  db: Reader,
  businessId: number,
  reservations: readonly Reservation[],
): Promise<Client[]> {
  const keys = [...new Set(reservations.map(({ customer }) => customerKey(customer)))].filter(
    (key) => key !== null,
  )
  const clients: Client[] = []
  for (let from = 0; from < keys.length; from += chunk) {
    const rows = await db
      .selectFrom('customers')
      .selectAll()
      .where('business_id', '=', businessId)
      .where('key', 'in', keys.slice(from, from + chunk))
      .where((row) => row.or([row('visits', '>', 0), row('no_shows', '>', 0)]))
      .orderBy('key')
      .execute()
    for (const row of rows) {
      clients.push({
        key: row.key,
        visits: row.visits,
        noShows: row.no_shows,
        ...(row.last_visit_at !== null && { lastVisitAt: row.last_visit_at }),
      })
    }
  }
  return clients
}
