import type { Identity } from '../../contract/api.ts'
import type { DeskReservation } from '../../contract/ipc.ts'
import { reservationCodeSchema } from '../../contract/reservation.ts'
import { judgeScan } from '../../contract/scan.ts'
import type { ScanOutcome } from '../../contract/scan.ts'
import { decodeTicket } from '../../contract/ticket.ts'
import { venueDay } from '../../contract/venue-day.ts'
import type { Model } from './model.ts'
import { checkSignature } from './ticket-keys.ts'

export interface Judgement {
  outcome: ScanOutcome
  reason?: string
  /** As it was before this scan. */
  reservation?: DeskReservation
  /** What was read proves it by itself: no server and no later news can change it. */
  final: boolean
}

/**
 * This desk's own verdict on what a scanner read, from its cache and the work that waits in its outbox.
 * @param identity The venue and its keys.
 * @param times When it may be, in milliseconds: more than one where this computer's clock is not to be trusted.
 */
export function judge(
  model: Model,
  identity: Identity,
  { text, people }: { text: string; people: number },
  times: readonly number[],
): Judgement {
  const decoded = decodeTicket(text)
  const days = times.map((time) => venueDay(time, identity.business))
  if (!decoded) return judgeCode(model, identity, { text, people }, days)
  const { ticket } = decoded
  if (ticket.businessId !== identity.business.id) return { outcome: 'wrong_business', final: true }
  const signature = checkSignature(decoded, identity.ticketKeys)
  // A key that is not known here may be new: the server knows.
  if (signature === 'unknown_key') return { outcome: 'bad_signature', reason: 'unknown_key', final: false }
  if (signature === 'bad') return { outcome: 'bad_signature', final: true }

  const reservation = model.viewByTicket(ticket.ticketId)
  const about = reservation ? { reservation } : {}
  if (!days.some((day) => day >= ticket.firstDay && day <= ticket.lastDay))
    return { outcome: 'wrong_day', ...about, final: false }
  if (model.revoked.has(ticket.ticketId)) return { outcome: 'revoked', ...about, final: false }
  if (reservation) return { outcome: judgeScan(reservation, people, false), ...about, final: false }
  if (model.isGoneTicket(ticket.ticketId)) return { outcome: 'unknown', final: false }
  // The venue signed it for today: its reservation is only not here yet.
  return { outcome: 'admitted', final: false }
}

/** A code that the guest said and the host typed. Anything else is a code of another kind. */
function judgeCode(
  model: Model,
  { business }: Identity,
  { text, people }: { text: string; people: number },
  days: readonly string[],
): Judgement {
  const code = reservationCodeSchema.safeParse(text.trim().toUpperCase())
  if (!code.success) return { outcome: 'malformed', reason: 'other_kind', final: true }
  const reservation = model.viewByCode(code.data)
  if (!reservation) return { outcome: 'unknown', final: false }
  // A reservation of another day has no ticket that could say so.
  if (!days.includes(venueDay(reservation.startsAt, business)))
    return { outcome: 'wrong_day', reservation, final: false }
  return { outcome: judgeScan(reservation, people, false), reservation, final: false }
}
