import { randomBytes } from 'node:crypto'
import { encodeTicket, ticketToSign } from '../../contract/ticket.ts'
import { venueDay, type VenueCalendar } from '../../contract/venue-day.ts'
import type { Reader, Tx } from '../storage/database.ts'
import type { TicketKeys } from './keys.ts'

export function newTicketId(): string {
  return randomBytes(12).toString('hex')
}

interface TicketOf {
  id: string
  businessId: number
  ticketId: string
  startsAt: string
  partySize: number
}

/** Records the ticket of a reservation: valid on the venue's day on which it starts. */
export async function issueTicket(
  tx: Tx,
  reservation: TicketOf,
  venue: VenueCalendar,
  keyId: number,
): Promise<void> {
  const day = venueDay(reservation.startsAt, venue)
  await tx
    .insertInto('tickets')
    .values({
      ticket_id: reservation.ticketId,
      business_id: reservation.businessId,
      reservation_id: reservation.id,
      key_id: keyId,
      first_day: day,
      last_day: day,
      party_size: reservation.partySize,
      revoked_at: null,
    })
    .execute()
}

export async function revokeTicket(tx: Tx, ticketId: string, now: Date): Promise<void> {
  await tx
    .updateTable('tickets')
    .set((row) => ({
      revoked_at: now.toISOString(),
      revoked_seq: row
        .selectFrom('businesses')
        .select('seq')
        .whereRef('businesses.id', '=', 'tickets.business_id'),
    }))
    .where('ticket_id', '=', ticketId)
    .execute()
}

/** Tickets that are refused: those that were revoked since an event, or all whose day is today or later. */
export async function revokedTickets(
  db: Reader,
  businessId: number,
  which: { since: number } | { today: string },
): Promise<{ ticketId: string; revokedAt: string }[]> {
  const all = db
    .selectFrom('tickets')
    .select(['ticket_id', 'revoked_at'])
    .where('business_id', '=', businessId)
    .where('revoked_at', 'is not', null)
  const chosen =
    'since' in which
      ? all.where((row) => row.or([row('revoked_seq', '>=', which.since), row('revoked_seq', 'is', null)]))
      : all.where('last_day', '>=', which.today)
  const rows = await chosen.orderBy('revoked_at').orderBy('ticket_id').execute()
  return rows.map((row) => ({ ticketId: row.ticket_id, revokedAt: row.revoked_at ?? '' }))
}

/** What the code of a recorded ticket says. The same each time: Ed25519 signatures are deterministic. */
export async function ticketText(db: Reader, keys: TicketKeys, ticketId: string): Promise<string> {
  const row = await db
    .selectFrom('tickets')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .executeTakeFirstOrThrow()
  const signed = ticketToSign({
    keyId: row.key_id,
    businessId: row.business_id,
    ticketId,
    firstDay: row.first_day,
    lastDay: row.last_day,
    partySize: row.party_size,
  })
  const signature =
    row.signature === null
      ? await keys.sign(db, row.business_id, row.key_id, signed)
      : Buffer.from(row.signature, 'base64')
  return encodeTicket(signed, signature)
}
