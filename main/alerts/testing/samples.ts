import { defaultAlerts } from '../../../contract/alerts.ts'
import type { DeskEvent } from '../../../contract/events.ts'
import type { Reservation } from '../../../contract/reservation.ts'
import type { ScanOutcome } from '../../../contract/scan.ts'
import { at, businessId, reservationOf, uuidOf } from '../../testing/records.ts'
import { thresholdsOf } from '../seen.ts'
import type { Applied, Heard, Seen } from '../seen.ts'

export const now = Date.parse(at)
export const minute = 60_000
export const later = (minutes: number): string => new Date(now + minutes * minute).toISOString()
export const thresholds = thresholdsOf(defaultAlerts, undefined)

const line = { seq: 1, businessId, at, actor: { kind: 'device' as const, id: 'd2', name: 'Puesto 2' } }

/** A scan at another desk; `reservation` as it is afterwards. */
export function scanned(
  reservation: Reservation | undefined,
  more: { outcome?: ScanOutcome; people?: number; index?: number; at?: string; deviceId?: string } = {},
): Extract<DeskEvent, { type: 'qr-scanned' }> {
  const { outcome = 'admitted', people = 1, index = 1, deviceId = 'd2' } = more
  const when = more.at ?? at
  return {
    ...line,
    seq: index,
    at: when,
    type: 'qr-scanned',
    ...(reservation ? { reservation } : {}),
    scan: {
      scanId: uuidOf(900 + index),
      outcome,
      people,
      scannedAt: when,
      recordedAt: when,
      deviceId,
      deviceName: 'Puesto 2',
    },
  }
}

export function updated(reservation: Reservation): DeskEvent {
  return { ...line, type: 'reservation-updated', reservation }
}

/** One of a party comes in who was expected until now. */
export function comesIn(fields: { index?: number } & Partial<Reservation>, index = 1, when = at): Applied {
  const before = reservationOf(fields)
  const after = reservationOf({ ...fields, arrivedCount: 1, scanCount: 1, status: 'arrived' })
  return { event: scanned(after, { index, at: when }), before }
}

export const heard = (applied: Applied, more: Partial<Heard> = {}): Heard => ({
  ...applied,
  thresholds,
  own: false,
  run: undefined,
  ...more,
})

/** A calm evening, but for what a test changes. */
export const seen = (more: Partial<Seen> = {}): Seen => ({
  now,
  thresholds,
  fresh: true,
  rows: [],
  capacity: 10,
  lastEventAt: now,
  desks: [],
  refused: [],
  waiting: null,
  connection: { state: 'live', since: at },
  downSince: null,
  ...more,
})
