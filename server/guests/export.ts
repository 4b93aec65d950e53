import type { Client } from '../../contract/customer.ts'
import { clientsOf } from '../counts/customers.ts'
import { reservationOf } from '../reservations/rows.ts'
import { scanOf } from '../scans/rows.ts'
import type { Database } from '../storage/database.ts'
import { snapshot } from '../storage/snapshot.ts'
import { bookingsOf } from './find.ts'
import type { Guest } from './guest.ts'

/** Everything that is stored of a guest: reservations as they stand, what happened to them, scans and visits. */
export async function exportGuest(db: Database, guest: Guest, businessId: number | undefined, now: Date) {
  return snapshot(db, async (reader) => {
    const reservations = []
    const customers: (Client & { businessId: number })[] = []
    for (const booking of await bookingsOf(reader, guest, businessId)) {
      const exported = await exportBooking(reader, booking.businessId, booking.id)
      reservations.push(exported)
      for (const client of await clientsOf(reader, booking.businessId, [exported.reservation])) {
        const isKnown = customers.some(
          (one) => one.businessId === booking.businessId && one.key === client.key,
        )
        if (!isKnown) customers.push({ businessId: booking.businessId, ...client })
      }
    }
    return { exportedAt: now.toISOString(), customers, reservations }
  })
}

async function exportBooking(db: Database, businessId: number, id: string) {
  const row = await db.selectFrom('reservations').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const events = await db
    .selectFrom('events')
    .select('data')
    .where('business_id', '=', businessId)
    .where('reservation_id', '=', id)
    .orderBy('seq')
    .execute()
  const scans = await db
    .selectFrom('scans')
    .selectAll()
    .where('reservation_id', '=', id)
    .orderBy('recorded_at')
    .execute()
  return {
    reservation: reservationOf(row),
    ...(row.deleted_at !== null && { deletedAt: row.deleted_at }),
    scans: scans.map((scan) => ({
      ...scanOf(scan),
      ...(scan.override_reason !== null && { overrideReason: scan.override_reason }),
    })),
    events: events.map(({ data }): unknown => JSON.parse(data)),
  }
}
