import type { Business } from '../../contract/api.ts'
import { reservationCodeSchema, type Reservation } from '../../contract/reservation.ts'
import type { ScanOutcome } from '../../contract/scan.ts'
import { decodeTicket } from '../../contract/ticket.ts'
import { venueDay } from '../../contract/venue-day.ts'
import { findReservation } from '../reservations/rows.ts'
import type { Tx } from '../storage/database.ts'
import type { TicketKeys } from '../tickets/keys.ts'

/** What a scanned text is: a reservation to be judged, or the reason why it is none. */
export type Reading =
  | { kind: 'found'; reservation: Reservation }
  | { kind: 'refused'; outcome: ScanOutcome; reason?: string; reservation?: Reservation }

const refused = (outcome: ScanOutcome, reservation?: Reservation): Reading => ({
  kind: 'refused',
  outcome,
  ...(reservation && { reservation }),
})

/** Reads a ticket, or the short code that a guest can say. `days` are the venue's days on which it may have been scanned. */
export async function readCode(
  tx: Tx,
  keys: TicketKeys,
  business: Business,
  text: string,
  days: readonly string[],
): Promise<Reading> {
  const decoded = decodeTicket(text)
  if (!decoded) return readSpokenCode(tx, business, text, days)
  const { ticket, signed, signature } = decoded
  if (ticket.businessId !== business.id) return refused('wrong_business')
  if (!(await keys.verifies(tx, business.id, ticket.keyId, signed, signature)))
    return refused('bad_signature')

  const reservation = await findReservation(tx, business.id, { ticketId: ticket.ticketId })
  if (!days.some((day) => day >= ticket.firstDay && day <= ticket.lastDay))
    return refused('wrong_day', reservation)
  if (reservation) return { kind: 'found', reservation }

  const old = await tx
    .selectFrom('tickets')
    .select('reservation_id')
    .where('ticket_id', '=', ticket.ticketId)
    .where('business_id', '=', business.id)
    .executeTakeFirst()
  if (!old) return refused('unknown')
  return refused('revoked', await findReservation(tx, business.id, { id: old.reservation_id }))
}

async function readSpokenCode(
  tx: Tx,
  business: Business,
  text: string,
  days: readonly string[],
): Promise<Reading> {
  const code = reservationCodeSchema.safeParse(text.trim().toUpperCase())
  if (!code.success) return { kind: 'refused', outcome: 'malformed', reason: 'other_kind' }
  const reservation = await findReservation(tx, business.id, { code: code.data })
  if (!reservation) return refused('unknown')
  if (!days.includes(venueDay(reservation.startsAt, business))) return refused('wrong_day', reservation)
  return { kind: 'found', reservation }
}
