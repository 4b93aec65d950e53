import { cameIn } from '../seen.ts'
import type { EventRule } from '../seen.ts'

/** The first of a large party came in. */
export const largeParty: EventRule = ({ event, before, own, thresholds }) => {
  if (own || !('reservation' in event) || !event.reservation) return undefined
  const { reservation } = event
  if (reservation.partySize < thresholds.people || !cameIn({ event, before })) return undefined
  return {
    kind: 'largeParty',
    key: `largeParty:${reservation.id}`,
    at: event.at,
    reservationId: reservation.id,
    name: reservation.customer.name,
    partySize: reservation.partySize,
    deviceName: event.actor.name,
    ...(reservation.table === undefined ? {} : { table: reservation.table }),
  }
}
