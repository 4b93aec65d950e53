import type { Identity } from '../../contract/api.ts'
import type { Reservation } from '../../contract/reservation.ts'
import type { EntryOf } from '../store/outbox-entry.ts'

export const businessId = 1
export const at = '2026-11-24T19:00:00.000Z'
export const identityRecord: Identity = {
  device: { id: 'desk-1', name: 'Entrada', role: 'desk' },
  business: { id: businessId, name: 'La Terraza', timeZone: 'Europe/Madrid', dayStartsAt: 5, capacity: 120 },
  ticketKeys: [],
}

export const uuidOf = (index: number): string => `01980000-0000-7000-8000-${String(index).padStart(12, '0')}`

/** A reservation for the evening of `at`; its number names its id, ticket and nothing else. */
export function reservationOf({
  index = 1,
  ...fields
}: { index?: number } & Partial<Reservation>): Reservation {
  return {
    id: uuidOf(index),
    businessId,
    code: 'ACDEFG',
    ticketId: index.toString(16).padStart(24, '0'),
    customer: { name: 'Juan Pérez' },
    startsAt: '2026-11-24T20:00:00.000Z',
    partySize: 4,
    arrivedCount: 0,
    scanCount: 0,
    status: 'confirmed',
    tags: [],
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...fields,
  }
}

const common = { businessId, createdAt: at, attempts: 0, setAside: null, name: 'Juan Pérez' }

export function scanEntryOf(index: number, fields: Partial<EntryOf<'scan'>> = {}): EntryOf<'scan'> {
  return {
    ...common,
    kind: 'scan',
    id: uuidOf(index),
    reservationId: uuidOf(1),
    code: 'ACDEFG',
    people: 1,
    scannedAt: at,
    deskOutcome: 'admitted',
    ...fields,
  }
}

export function updateEntryOf(
  index: number,
  fields: Partial<EntryOf<'update'>> & Pick<EntryOf<'update'>, 'changes' | 'base'>,
): EntryOf<'update'> {
  return { ...common, kind: 'update', id: uuidOf(index), reservationId: uuidOf(1), ...fields }
}

export function undoEntryOf(index: number, fields: Partial<EntryOf<'undo'>> = {}): EntryOf<'undo'> {
  return {
    ...common,
    kind: 'undo',
    id: uuidOf(index),
    reservationId: uuidOf(1),
    scanId: uuidOf(100),
    people: 1,
    ...fields,
  }
}
