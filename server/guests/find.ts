import { z } from 'zod'
import { customerSchema } from '../../contract/reservation.ts'
import type { Database } from '../storage/database.ts'
import type { Guest } from './guest.ts'

const pageSize = 1000

/** A reservation that was ever in a guest's name. */
export interface Booking {
  businessId: number
  id: string
}

const named = z.object({ reservation: z.object({ customer: customerSchema }) })

/**
 * All reservations that are, or ever were, in a guest's name: of one business, or of all. Reads every row and every line
 * of the log, since a contact that was corrected later still stands in the log.
 */
export async function bookingsOf(
  db: Database,
  guest: Guest,
  businessId: number | undefined,
): Promise<Booking[]> {
  const found = new Map<string, Booking>()
  let last = ''
  for (;;) {
    const rows = await db
      .selectFrom('reservations')
      .select(['id', 'business_id', 'name', 'phone', 'email'])
      .where('id', '>', last)
      .$if(businessId !== undefined, (query) => query.where('business_id', '=', businessId ?? 0))
      .orderBy('id')
      .limit(pageSize)
      .execute()
    if (rows.length === 0) break
    last = rows.at(-1)?.id ?? last
    for (const { id, business_id, name, phone, email } of rows) {
      const customer = { name, ...(phone !== null && { phone }), ...(email !== null && { email }) }
      if (guest.is(customer)) found.set(id, { businessId: business_id, id })
    }
  }
  const businesses = await db
    .selectFrom('businesses')
    .select('id')
    .$if(businessId !== undefined, (query) => query.where('id', '=', businessId ?? 0))
    .execute()
  for (const { id } of businesses) await searchLog(db, guest, id, found)
  return [...found.values()]
}

async function searchLog(
  db: Database,
  guest: Guest,
  businessId: number,
  found: Map<string, Booking>,
): Promise<void> {
  let last = 0
  for (;;) {
    const page = await db
      .selectFrom('events')
      .select(['seq', 'reservation_id', 'data'])
      .where('business_id', '=', businessId)
      .where('seq', '>', last)
      .orderBy('seq')
      .limit(pageSize)
      .execute()
    if (page.length === 0) return
    last = page.at(-1)?.seq ?? last
    for (const { reservation_id: id, data } of page) {
      if (id === null || found.has(id)) continue
      const event = named.safeParse(JSON.parse(data))
      if (event.success && guest.is(event.data.reservation.customer)) found.set(id, { businessId, id })
    }
  }
}
