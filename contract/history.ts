import { z } from 'zod'
import { actorSchema, deskEventSchema } from './events.ts'
import type { DeskEvent } from './events.ts'
import { editFields, editFieldSchema, fieldOf, fieldValueSchema } from './merge.ts'
import { instantSchema } from './primitives.ts'
import { reservationSchema } from './reservation.ts'
import type { Reservation } from './reservation.ts'
import { scanOutcomeSchema } from './scan.ts'

/** One thing that happened to a reservation, as a host reads it. */
export const historyLineSchema = z.object({
  key: z.string(),
  at: instantSchema,
  kind: z.enum(['created', 'changed', 'deleted', 'scanned', 'undone', 'conflict', 'ticket']),
  by: actorSchema.pick({ kind: true, name: true }),
  /** This desk did it. */
  own: z.boolean(),
  /** It was done here and the server has not confirmed it. */
  pending: z.boolean(),
  /** What was changed; empty where that is not known. */
  fields: z.array(z.object({ field: editFieldSchema, from: fieldValueSchema, to: fieldValueSchema })),
  people: z.number().int().optional(),
  outcome: scanOutcomeSchema.optional(),
})
export type HistoryLine = z.infer<typeof historyLineSchema>

/** An event of a reservation, with the row that it changed where the event before is not at hand. */
export const historyEventSchema = z.object({ event: deskEventSchema, before: reservationSchema.optional() })
export type HistoryEvent = z.infer<typeof historyEventSchema>

const kinds: Record<Exclude<DeskEvent['type'], 'settings-changed'>, HistoryLine['kind']> = {
  'reservation-created': 'created',
  'reservation-updated': 'changed',
  'reservation-deleted': 'deleted',
  'qr-scanned': 'scanned',
  'scan-undone': 'undone',
  'scan-conflict': 'conflict',
  'ticket-revoked': 'ticket',
}

/**
 * The events of one reservation as a host reads them, newest first.
 * @param records In the order of the log.
 * @param deviceId This desk.
 */
export function historyLines(records: readonly HistoryEvent[], deviceId: string | undefined): HistoryLine[] {
  let known: Reservation | undefined
  const lines: HistoryLine[] = []
  for (const { event, before } of records) {
    if (event.type === 'settings-changed') continue
    const after = event.reservation
    lines.push({
      key: String(event.seq),
      at: event.at,
      kind: kinds[event.type],
      by: { kind: event.actor.kind, name: event.actor.name },
      own: event.actor.kind === 'device' && event.actor.id === deviceId,
      pending: false,
      fields: event.type === 'reservation-updated' ? fieldsBetween(known ?? before, event.reservation) : [],
      ...('scan' in event && { people: event.scan.people, outcome: event.scan.outcome }),
    })
    known = after ?? known
  }
  return lines.reverse()
}

/** What one event changed; nothing where the row before it is not the one that it changed. */
function fieldsBetween(before: Reservation | undefined, after: Reservation): HistoryLine['fields'] {
  if (before?.version !== after.version - 1) return []
  return editFields.flatMap((field) => {
    const [from, to] = [fieldOf(before, field), fieldOf(after, field)]
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ field, from, to }]
  })
}
