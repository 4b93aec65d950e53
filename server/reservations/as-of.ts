import { z } from 'zod'
import type { Business } from '../../contract/api.ts'
import { reservationSchema, type Reservation } from '../../contract/reservation.ts'
import { venueDay, venueDayBounds } from '../../contract/venue-day.ts'
import { Refusal } from '../http/refusal.ts'
import type { Reader } from '../storage/database.ts'
import { reservationOf } from './rows.ts'

/** A day's list as it stood after the event `cursor`. */
export interface PastList {
  reservas: Reservation[]
  cursor: number
  /** Whether the log still tells how every reservation stood. */
  complete: boolean
}

/** The instants of one day of a venue: from the first, up to the second. */
interface Span {
  from: string
  to: string
}

const withReservation = z.object({ reservation: reservationSchema })

/**
 * The list as it stood after an event (a number) or at a time (an instant); without a day, that which it was there then.
 * Rebuilt from each reservation's last event until then, found by the day on which it starts: the cost is that of the
 * day, however long the log is. 404 where the log does not hold that moment.
 */
export async function listAsOf(
  db: Reader,
  business: Business,
  at: number | string,
  date: string | undefined,
): Promise<PastList> {
  const { cursor, time } = await momentOf(db, business.id, at)
  const bounds = venueDayBounds(date ?? venueDay(time, business), business)
  const span = { from: bounds.from.toISOString(), to: bounds.to.toISOString() }

  const rows = await db
    .selectFrom('events as event')
    .select('event.data')
    .where('event.business_id', '=', business.id)
    .where('event.starts_at', '>=', span.from)
    .where('event.starts_at', '<', span.to)
    .where('event.seq', '<=', cursor)
    .where('event.type', '!=', 'reservation-deleted')
    .where((event) =>
      event(
        'event.seq',
        '=',
        event
          .selectFrom('events as later')
          .select((later) => later.fn.max('later.seq').as('last'))
          .where('later.business_id', '=', business.id)
          .whereRef('later.reservation_id', '=', 'event.reservation_id')
          .where('later.seq', '<=', cursor),
      ),
    )
    .execute()
  const reservas = rows.map(({ data }) => withReservation.parse(JSON.parse(data)).reservation)
  const first = await firstEvent(db, business.id)
  if (first === undefined || first.seq === 1) return { reservas: byTime(reservas), cursor, complete: true }
  const untouched = await untouchedSinceTheCut(db, business.id, span)
  const complete = !(await isSomeUnknown(db, business.id, cursor, span))
  return { reservas: byTime([...reservas, ...untouched]), cursor, complete }
}

function byTime(reservas: Reservation[]): Reservation[] {
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  return reservas.sort((a, b) => compare(a.startsAt, b.startsAt) || compare(a.id, b.id))
}

async function momentOf(
  db: Reader,
  businessId: number,
  at: number | string,
): Promise<{ cursor: number; time: string }> {
  const events = db.selectFrom('events').select(['seq', 'at']).where('business_id', '=', businessId)
  const event = await (
    typeof at === 'number'
      ? events.where('seq', '=', at)
      : events.where('at', '<=', at).orderBy('at', 'desc').orderBy('seq', 'desc').limit(1)
  ).executeTakeFirst()
  if (event) return { cursor: event.seq, time: typeof at === 'number' ? event.at : at }
  // What was before the first event of all is known: nothing.
  const first = await firstEvent(db, businessId)
  if (first?.seq === 1 && (at === 0 || (typeof at === 'string' && at < first.at))) {
    return { cursor: 0, time: typeof at === 'string' ? at : first.at }
  }
  throw new Refusal(
    'not_found',
    'The log does not hold this moment: it is to come, or older than what is kept.',
  )
}

async function firstEvent(db: Reader, businessId: number): Promise<{ seq: number; at: string } | undefined> {
  return db
    .selectFrom('events')
    .select(['seq', 'at'])
    .where('business_id', '=', businessId)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
}

/** Where the log's beginning was deleted: reservations to which nothing has happened since stand as they stood then. */
async function untouchedSinceTheCut(db: Reader, businessId: number, span: Span): Promise<Reservation[]> {
  const rows = await db
    .selectFrom('reservations')
    .selectAll()
    .where('business_id', '=', businessId)
    .where('deleted_at', 'is', null)
    .where('starts_at', '>=', span.from)
    .where('starts_at', '<', span.to)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('events')
            .select('events.seq')
            .where('events.business_id', '=', businessId)
            .whereRef('events.reservation_id', '=', 'reservations.id'),
        ),
      ),
    )
    .execute()
  return rows.map(reservationOf)
}

/** Whether something of the day was there before the log begins, and was changed only after `cursor`: how it stood is lost. */
async function isSomeUnknown(db: Reader, businessId: number, cursor: number, span: Span): Promise<boolean> {
  const row = await db
    .selectFrom('events as event')
    .select('event.seq')
    .where('event.business_id', '=', businessId)
    .where('event.starts_at', '>=', span.from)
    .where('event.starts_at', '<', span.to)
    .where('event.seq', '>', cursor)
    .where((event) =>
      event.not(
        event.exists(
          event
            .selectFrom('events as other')
            .select('other.seq')
            .where('other.business_id', '=', businessId)
            .whereRef('other.reservation_id', '=', 'event.reservation_id')
            .where((other) =>
              other.or([other('other.seq', '<=', cursor), other('other.type', '=', 'reservation-created')]),
            ),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
