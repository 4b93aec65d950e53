import type { Selectable } from 'kysely'
import { z } from 'zod'
import { customerKey } from '../../contract/customer.ts'
import { isVisit } from '../../contract/party.ts'
import type { Reservation } from '../../contract/reservation.ts'
import { venueDayBounds, type VenueCalendar } from '../../contract/venue-day.ts'
import type { Reader } from '../storage/database.ts'
import type { Schema } from '../storage/schema.ts'

type Row = Selectable<Schema['reservations']>

const tagsSchema = z.array(z.string())

/** A stored row as it is on the wire. */
export function reservationOf(row: Row): Reservation {
  return {
    id: row.id,
    businessId: row.business_id,
    code: row.code,
    ticketId: row.ticket_id,
    customer: {
      name: row.name,
      ...(row.phone !== null && { phone: row.phone }),
      ...(row.email !== null && { email: row.email }),
    },
    startsAt: row.starts_at,
    partySize: row.party_size,
    arrivedCount: row.arrived_count,
    scanCount: row.scan_count,
    status: row.status,
    ...(row.table_name !== null && { table: row.table_name }),
    ...(row.notes !== null && { notes: row.notes }),
    tags: tagsSchema.parse(JSON.parse(row.tags)),
    ...(row.quoted_for !== null && { quotedFor: row.quoted_for }),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

export function rowOf(reservation: Reservation): Omit<Row, 'deleted_at'> {
  return {
    id: reservation.id,
    business_id: reservation.businessId,
    code: reservation.code,
    ticket_id: reservation.ticketId,
    name: reservation.customer.name,
    phone: reservation.customer.phone ?? null,
    email: reservation.customer.email ?? null,
    starts_at: reservation.startsAt,
    party_size: reservation.partySize,
    arrived_count: reservation.arrivedCount,
    scan_count: reservation.scanCount,
    status: reservation.status,
    table_name: reservation.table ?? null,
    notes: reservation.notes ?? null,
    tags: JSON.stringify(reservation.tags),
    quoted_for: reservation.quotedFor ?? null,
    customer_key: customerKey(reservation.customer),
    visited_at: isVisit(reservation) ? reservation.startsAt : null,
    version: reservation.version,
    created_at: reservation.createdAt,
    updated_at: reservation.updatedAt,
  }
}

const current = (db: Reader, businessId: number) =>
  db
    .selectFrom('reservations')
    .selectAll()
    .where('business_id', '=', businessId)
    .where('deleted_at', 'is', null)

/** A reservation of this business that is not deleted. */
export async function findReservation(
  db: Reader,
  businessId: number,
  by: { id: string } | { code: string } | { ticketId: string },
): Promise<Reservation | undefined> {
  const query = current(db, businessId)
  const row = await (
    'id' in by
      ? query.where('id', '=', by.id)
      : 'code' in by
        ? query.where('code', '=', by.code)
        : query.where('ticket_id', '=', by.ticketId)
  ).executeTakeFirst()
  return row && reservationOf(row)
}

/** All that start on a day of the venue, by time. */
export async function reservationsOfDay(
  db: Reader,
  businessId: number,
  venue: VenueCalendar,
  day: string,
): Promise<Reservation[]> {
  const { from, to } = venueDayBounds(day, venue)
  const rows = await current(db, businessId)
    .where('starts_at', '>=', from.toISOString())
    .where('starts_at', '<', to.toISOString())
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
  return rows.map(reservationOf)
}
