import { z } from 'zod'
import { customerKey } from '../../contract/customer.ts'
import { reservationSchema, type Reservation } from '../../contract/reservation.ts'
import type { EventLog } from '../events/log.ts'
import { reservationOf } from '../reservations/rows.ts'
import { saveReservation } from '../reservations/save.ts'
import type { Database, Tx } from '../storage/database.ts'
import { bookingsOf, type Booking } from './find.ts'
import type { Guest } from './guest.ts'

/** What stands where a guest's name was. */
export const erasedName = '—'

const actor = { kind: 'system', id: 'erase-guest', name: 'Front Desk' } as const

/**
 * Takes a guest's name, phone, e-mail, notes and tags (they tell of allergies) out of rows, log, kept answers and
 * overrides. Numbers, times and party sizes stay, so that the log keeps its numbering and the counts stay right. Desks
 * are told by an event each. Answers how many reservations and lines of the log were changed.
 */
export async function eraseGuest(
  db: Database,
  log: EventLog,
  guest: Guest,
  businessId: number | undefined,
  now: () => Date,
): Promise<{ reservations: number; events: number }> {
  const bookings = await bookingsOf(db, guest, businessId)
  // First, since a run that is cut short is begun again by what it finds in rows and log.
  await forgetKeptAnswers(db, bookings)
  let events = 0
  // A transaction each, so that a running server waits for none of them long.
  for (const booking of bookings) {
    const doing = { businessId: booking.businessId, actor, now: now() }
    events += await log.write((write) => {
      const tell = async (reservation: Reservation): Promise<Reservation> => {
        const { version } = reservation
        const told = { ...reservation, version: version + 1, updatedAt: doing.now.toISOString() }
        await write.append(doing, { type: 'reservation-updated', reservation: told })
        return told
      }
      return eraseBooking(write.tx, booking, tell)
    }, booking.businessId)
  }
  return { reservations: bookings.length, events }
}

/**
 * Erases one reservation's guest, in the row and in every line of the log. Answers how many lines there were.
 * @param tell Tells desks of the erased row, and answers it as it was told; without it they are not told, and the row keeps its version.
 */
export async function eraseBooking(
  tx: Tx,
  { businessId, id }: Booking,
  tell?: (reservation: Reservation) => Promise<Reservation>,
): Promise<number> {
  const row = await tx.selectFrom('reservations').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const events = await eventsOf(tx, businessId, id)
  const current = reservationOf(row)
  if (row.deleted_at === null) {
    const after = erased(current)
    await saveReservation(tx, current, tell ? await tell(after) : after)
  } else {
    await tx
      .updateTable('reservations')
      .set({ name: erasedName, phone: null, email: null, notes: null, tags: '[]', customer_key: null })
      .where('id', '=', id)
      .execute()
  }
  for (const { seq, event } of events) {
    await tx
      .updateTable('events')
      .set({ data: JSON.stringify(erasedEvent(event)) })
      .where('business_id', '=', businessId)
      .where('seq', '=', seq)
      .execute()
  }
  await eraseReasons(tx, businessId, id)
  // Servers that run hold lines of the log in memory, and find by this that they must not send them any more.
  await tx
    .updateTable('businesses')
    .set((row) => ({ rewrites: row('rewrites', '+', 1) }))
    .where('id', '=', businessId)
    .execute()
  const customers = [current, ...events.map(({ event }) => event.reservation)]
  for (const key of new Set(customers.map(({ customer }) => customerKey(customer)))) {
    if (key !== null) await forgetCustomer(tx, businessId, key)
  }
  return events.length
}

function erasedEvent({ reservation, scan, ...rest }: Line): Line {
  return {
    ...rest,
    reservation: erased(reservation),
    ...(scan && { scan: scan.overrideReason === undefined ? scan : { ...scan, overrideReason: erasedName } }),
  }
}

function erased(reservation: Reservation): Reservation {
  const next = { ...reservation, customer: { name: erasedName }, tags: [] }
  delete next.notes
  return next
}

/** Why a host let somebody in against the verdict is free text: it stands with the scan and in the audit. */
async function eraseReasons(tx: Tx, businessId: number, id: string): Promise<void> {
  const scans = await tx
    .updateTable('scans')
    .set({ override_reason: erasedName })
    .where('reservation_id', '=', id)
    .where('override_reason', 'is not', null)
    .returning('scan_id')
    .execute()
  for (const { scan_id: scanId } of scans) {
    await tx
      .updateTable('audit')
      .set({ reason: erasedName })
      .where('business_id', '=', businessId)
      .where('kind', 'in', ['override', 'override_refused'])
      .where('subject', '=', JSON.stringify({ id: scanId, name: '' }))
      .execute()
  }
}

/** A customer without reservations is a phone number that nobody needs. */
async function forgetCustomer(tx: Tx, businessId: number, key: string): Promise<void> {
  await tx
    .deleteFrom('customers')
    .where('business_id', '=', businessId)
    .where('key', '=', key)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('reservations')
            .select('reservations.id')
            .where('reservations.business_id', '=', businessId)
            .where('reservations.customer_key', '=', key),
        ),
      ),
    )
    .execute()
}

const withReservation = z.looseObject({
  reservation: reservationSchema,
  /** Why a host let somebody in against the verdict is free text. */
  scan: z.looseObject({ overrideReason: z.string().optional() }).optional(),
})
type Line = z.infer<typeof withReservation>

async function eventsOf(tx: Tx, businessId: number, id: string) {
  const rows = await tx
    .selectFrom('events')
    .select(['seq', 'data'])
    .where('business_id', '=', businessId)
    .where('reservation_id', '=', id)
    .execute()
  return rows.map(({ seq, data }) => ({ seq, event: withReservation.parse(JSON.parse(data)) }))
}

const pageSize = 500
const keptReservation = z.object({ id: z.string() })

/** Answers that are kept for a repeated command hold the reservation as it was. */
export async function forgetKeptAnswers(db: Database, bookings: readonly Booking[]): Promise<void> {
  const ids = new Set(bookings.map(({ id }) => id))
  for (const businessId of new Set(bookings.map((booking) => booking.businessId))) {
    let last = ''
    for (;;) {
      const page = await db
        .selectFrom('idempotency')
        .select(['key', 'body'])
        .where('business_id', '=', businessId)
        .where('key', '>', last)
        .orderBy('key')
        .limit(pageSize)
        .execute()
      if (page.length === 0) break
      last = page.at(-1)?.key ?? last
      for (const { key, body } of page) {
        const kept: unknown = body === null ? null : JSON.parse(body)
        const named = keptReservation.safeParse(kept)
        if (!named.success || !ids.has(named.data.id)) continue
        await db
          .updateTable('idempotency')
          .set({ body: JSON.stringify(erased(reservationSchema.parse(kept))) })
          .where('business_id', '=', businessId)
          .where('key', '=', key)
          .execute()
      }
    }
  }
}
