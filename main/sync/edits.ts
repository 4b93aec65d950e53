import type { DeskNewReservation, DeskReservation, Verdict } from '../../contract/ipc.ts'
import { baseOf } from '../../contract/merge.ts'
import { applyUndo, canTransition, newReservationSchema } from '../../contract/reservation.ts'
import type { ReservationChanges } from '../../contract/reservation.ts'
import type { OutboxEntry } from '../store/outbox-entry.ts'
import type { Change } from '../store/protocol.ts'
import type { Step } from './cache.ts'
import type { Model } from './model.ts'
import { Refused } from './refused.ts'
import { viewOf } from './view.ts'

/** What a new entry of the outbox needs from outside. */
export interface Making {
  id: string
  /** The instant, ISO 8601. */
  at: string
}

/** The host's new reservation, under an id that this desk makes. */
export function planCreate(
  model: Model,
  input: DeskNewReservation,
  reservationId: string,
  making: Making,
): Step<DeskReservation> {
  const businessId = venueOf(model)
  const body = newReservationSchema.parse({ ...input, id: reservationId, businessId })
  const entry: OutboxEntry = {
    kind: 'create',
    ...common(making, businessId, body.customer.name),
    reservationId,
    body,
  }
  return stepOf(model, entry)
}

/** Changed fields of a reservation. Throws `Refused`: `not_found`, `invalid_transition`. */
export function planUpdate(
  model: Model,
  { id, changes, base }: { id: string; changes: ReservationChanges; base?: ReservationChanges | undefined },
  making: Making,
): Step<DeskReservation> {
  const businessId = venueOf(model)
  const view = model.view(id)
  if (!view) throw new Refused('not_found')
  if (changes.status !== undefined && !canTransition(view.status, changes.status)) {
    throw new Refused('invalid_transition')
  }
  const entry: OutboxEntry = {
    kind: 'update',
    ...common(making, businessId, view.customer.name),
    reservationId: id,
    changes,
    // The host may have looked before what main knows had reached the screen.
    base: { version: view.version, values: base ?? baseOf(view, changes) },
  }
  return stepOf(model, entry)
}

/**
 * Takes a scan of this desk back: out of the outbox where it was never sent, else by an entry of its own.
 * Throws `Refused`: `not_found` where the log does not hold it, `conflict` where it let nobody in.
 */
export function planUndo(model: Model, scanId: string, making: Making): Step<Verdict> {
  const businessId = venueOf(model)
  const verdict = model.verdicts.get(scanId)
  if (!verdict) throw new Refused('not_found')
  if (verdict.undone) return { change: {}, result: verdict }
  if (verdict.outcome !== 'admitted') throw new Refused('conflict')
  const scan = model.entries.get(scanId)
  const neverSent = scan?.kind === 'scan' && (scan.attempts === 0 || scan.setAside !== null)
  const reservationId = scan?.reservationId ?? verdict.reservation?.id
  const view = reservationId === undefined ? undefined : model.view(reservationId)
  const undone: Verdict = {
    ...verdict,
    ...(view ? { reservation: { ...applyUndo(view, verdict.people), pending: true } } : {}),
    undone: true,
  }
  const change: Change = neverSent
    ? { entriesDone: [scanId] }
    : {
        entries: [
          {
            kind: 'undo',
            ...common(making, businessId, verdict.reservation?.customer.name ?? ''),
            ...(reservationId === undefined ? {} : { reservationId }),
            scanId,
            people: verdict.people,
          },
        ],
      }
  return { change: { ...change, verdicts: [undone] }, result: undone }
}

function venueOf(model: Model): number {
  if (!model.identity) throw new Refused('not_paired')
  return model.identity.business.id
}

function common({ id, at }: Making, businessId: number, name: string) {
  return { id, businessId, createdAt: at, attempts: 0, setAside: null, name }
}

function stepOf(model: Model, entry: OutboxEntry & { reservationId: string }): Step<DeskReservation> {
  const entries = [...model.entriesOf(entry.reservationId), entry]
  const view = viewOf(model.rows.get(entry.reservationId), entries)
  if (!view) throw new Refused('not_found')
  return { change: { entries: [entry] }, result: view }
}
