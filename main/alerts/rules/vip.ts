import { peopleIn } from '../../../contract/party.ts'
import { isVip } from '../../../contract/tag.ts'
import { cameIn } from '../seen.ts'
import type { EventRule } from '../seen.ts'

/** A VIP came in: once, with the first of the party. */
export const vip: EventRule = ({ event, before, own }) => {
  if (own || !('reservation' in event) || !event.reservation) return undefined
  const { reservation } = event
  if (!isVip(reservation) || !cameIn({ event, before })) return undefined
  return {
    kind: 'vip',
    key: `vip:${reservation.id}`,
    at: event.at,
    reservationId: reservation.id,
    name: reservation.customer.name,
    people: 'scan' in event ? event.scan.people : peopleIn(reservation),
    deviceName: event.actor.name,
    ...(reservation.table === undefined ? {} : { table: reservation.table }),
  }
}
