import { randomInt } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import {
  applyChanges,
  arrivedAtStart,
  canTransition,
  reservationCodeAlphabet,
  type NewReservation,
  type Reservation,
  type ReservationChanges,
} from '../../contract/reservation.ts'
import { venueDay, type VenueCalendar } from '../../contract/venue-day.ts'
import type { Doing, Write } from '../events/log.ts'
import { Refusal } from '../http/refusal.ts'
import { findBusiness } from '../storage/businesses.ts'
import type { Tx } from '../storage/database.ts'
import type { TicketKeys } from '../tickets/keys.ts'
import { issueTicket, newTicketId, revokeTicket } from '../tickets/ticket.ts'
import { findReservation } from './rows.ts'
import { insertReservation, saveDeleted, saveReservation } from './save.ts'

/** Makes a reservation with its ticket. 409 where the id is taken. */
export async function createReservation(
  write: Write,
  keys: TicketKeys,
  doing: Doing,
  request: NewReservation,
): Promise<Reservation> {
  const { businessId, now } = doing
  const id = request.id ?? uuid()
  const taken = await write.tx
    .selectFrom('reservations')
    .select('business_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (taken && taken.business_id !== businessId) throw new Refusal('forbidden', 'This id is not yours.')
  if (taken) throw new Refusal('conflict', 'A reservation with this id exists already. Make a new id.')

  const status = request.status ?? 'confirmed'
  const reservation: Reservation = {
    id,
    businessId,
    code: await freeCode(write.tx, businessId),
    ticketId: newTicketId(),
    customer: request.customer,
    startsAt: request.startsAt,
    partySize: request.partySize,
    arrivedCount: arrivedAtStart(status, request.partySize),
    scanCount: 0,
    status,
    ...(request.table !== undefined && { table: request.table }),
    ...(request.notes !== undefined && { notes: request.notes }),
    tags: request.tags ?? [],
    ...(request.quotedFor !== undefined && { quotedFor: request.quotedFor }),
    version: 1,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  }
  await insertReservation(write.tx, reservation)
  const venue = await findBusiness(write.tx, businessId)
  await issueTicket(write.tx, reservation, venue, await keys.signingKeyId(write.tx, businessId, now))
  await write.append(doing, { type: 'reservation-created', reservation })
  return reservation
}

/** Changes fields of the version that the caller has seen. 404, 412 with the current row, 409 for a transition that cannot be. */
export async function changeReservation(
  write: Write,
  keys: TicketKeys,
  doing: Doing,
  id: string,
  seen: SeenVersion,
  changes: ReservationChanges,
): Promise<Reservation> {
  const before = await findSeen(write.tx, doing.businessId, id, seen)
  if (changes.status !== undefined && !canTransition(before.status, changes.status)) {
    throw new Refusal(
      'invalid_transition',
      `A reservation cannot go from ${before.status} to ${changes.status}.`,
    )
  }
  const changed: Reservation = {
    ...applyChanges(before, changes),
    version: before.version + 1,
    updatedAt: doing.now.toISOString(),
  }

  // A ticket names the day on which it is valid: a party that moves to another day needs another one.
  const venue = await findBusiness(write.tx, doing.businessId)
  const moved = venueDay(before.startsAt, venue) !== venueDay(changed.startsAt, venue)
  if (moved) {
    changed.ticketId = newTicketId()
    await replaceTicket(write.tx, keys, doing, before.ticketId, changed, venue)
  }
  await saveReservation(write.tx, before, changed)
  await write.append(doing, { type: 'reservation-updated', reservation: changed })
  if (moved) {
    await write.append(doing, { type: 'ticket-revoked', reservation: changed, ticketId: before.ticketId })
  }
  return changed
}

/** Gives a party a new ticket, as when the old one went to somebody else. The old one is refused from now on. */
export async function reissueTicket(
  write: Write,
  keys: TicketKeys,
  doing: Doing,
  id: string,
): Promise<Reservation> {
  const before = await findSeen(write.tx, doing.businessId, id, 'any')
  const changed: Reservation = {
    ...before,
    ticketId: newTicketId(),
    version: before.version + 1,
    updatedAt: doing.now.toISOString(),
  }
  const venue = await findBusiness(write.tx, doing.businessId)
  await replaceTicket(write.tx, keys, doing, before.ticketId, changed, venue)
  await saveReservation(write.tx, before, changed)
  await write.append(doing, { type: 'ticket-revoked', reservation: changed, ticketId: before.ticketId })
  return changed
}

async function replaceTicket(
  tx: Tx,
  keys: TicketKeys,
  doing: Doing,
  old: string,
  reservation: Reservation,
  venue: VenueCalendar,
): Promise<void> {
  await revokeTicket(tx, old, doing.now)
  const keyId = await keys.signingKeyId(tx, doing.businessId, doing.now)
  await issueTicket(tx, reservation, venue, keyId)
}

/** Deletes the version that the caller has seen. Its ticket is refused from now on. */
export async function deleteReservation(
  write: Write,
  doing: Doing,
  id: string,
  seen: SeenVersion,
): Promise<void> {
  const before = await findSeen(write.tx, doing.businessId, id, seen)
  const now = doing.now.toISOString()
  const reservation = { ...before, version: before.version + 1, updatedAt: now }
  await saveDeleted(write.tx, before, reservation)
  await revokeTicket(write.tx, before.ticketId, doing.now)
  await write.append(doing, { type: 'reservation-deleted', reservation })
}

/** The version in If-Match; `'any'` is `*`. */
export type SeenVersion = number | 'any'

async function findSeen(tx: Tx, businessId: number, id: string, seen: SeenVersion): Promise<Reservation> {
  const reservation = await findReservation(tx, businessId, { id })
  if (!reservation) throw new Refusal('not_found', 'There is no such reservation.')
  if (seen !== 'any' && seen !== reservation.version) {
    throw new Refusal('precondition_failed', 'Look at "current", and send it again with its version.', {
      current: reservation,
      headers: { etag: `"${reservation.version}"` },
    })
  }
  return reservation
}

/** A code that no other reservation of the business has ever had. */
async function freeCode(tx: Tx, businessId: number): Promise<string> {
  for (;;) {
    const letter = (): string => reservationCodeAlphabet.charAt(randomInt(reservationCodeAlphabet.length))
    const code = Array.from({ length: 6 }, letter).join('')
    const taken = await tx
      .selectFrom('reservations')
      .select('id')
      .where('business_id', '=', businessId)
      .where('code', '=', code)
      .executeTakeFirst()
    if (!taken) return code
  }
}
