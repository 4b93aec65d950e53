import type { Identity } from '../../../contract/api.ts'
import type { DeskEvent } from '../../../contract/events.ts'
import type { Reservation } from '../../../contract/reservation.ts'

export const businessId = 7

export const identity: Identity = {
  device: { id: 'desk-1', name: 'Entrada', role: 'desk' },
  business: { id: businessId, name: 'La Terraza', timeZone: 'Europe/Madrid', dayStartsAt: 5, capacity: 120 },
  ticketKeys: [],
}

export function reservation(changes: Partial<Reservation> = {}): Reservation {
  return {
    id: '01932f6e-0000-7000-8000-000000000001',
    businessId,
    code: 'ACDEFG',
    ticketId: '0123456789abcdef01234567',
    customer: { name: 'Juan Pérez' },
    startsAt: '2026-11-24T20:00:00.000Z',
    partySize: 4,
    arrivedCount: 0,
    scanCount: 0,
    status: 'confirmed',
    tags: [],
    version: 1,
    createdAt: '2026-11-24T10:00:00.000Z',
    updatedAt: '2026-11-24T10:00:00.000Z',
    ...changes,
  }
}

export function event(seq: number, changes?: Partial<Reservation>): DeskEvent {
  return {
    seq,
    type: 'reservation-updated',
    businessId,
    at: '2026-11-24T19:00:00.000Z',
    actor: { kind: 'system', id: 'test', name: 'test' },
    reservation: reservation(changes),
  }
}

export const frame = (type: string, data: unknown, id?: number): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`

export const eventFrame = (sent: DeskEvent): string => frame(sent.type, sent, sent.seq)
