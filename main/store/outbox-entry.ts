import { z } from 'zod'
import { businessIdSchema, instantSchema, uuidSchema } from '../../contract/primitives.ts'
import { newReservationSchema, reservationChangesSchema } from '../../contract/reservation.ts'
import { peopleSchema, scanOutcomeSchema, scanTextSchema } from '../../contract/scan.ts'

const common = {
  /** Made by this desk. It is the idempotency key; of a scan it is the `scanId`. */
  id: uuidSchema,
  /** The venue that it was done for: it is never sent to another. */
  businessId: businessIdSchema,
  createdAt: instantSchema,
  /** Times that it was given to the network. Once it is not zero, the server may have done it. */
  attempts: z.number().int().min(0),
  /** Why the server will never take it; `null` while it waits to be sent. */
  setAside: z.string().nullable(),
  /** Whose reservation it is, for the host. */
  name: z.string(),
}

/** Something that this desk has done and the server has not confirmed. */
export const outboxEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('create'),
    reservationId: uuidSchema,
    body: newReservationSchema,
  }),
  z.object({
    ...common,
    kind: z.literal('update'),
    reservationId: uuidSchema,
    changes: reservationChangesSchema,
    /** What the host saw: the version, and the fields that are changed, `null` where absent. */
    base: z.object({ version: z.number().int(), values: reservationChangesSchema }),
  }),
  z.object({
    ...common,
    kind: z.literal('scan'),
    /** Absent where the ticket is good and its reservation is not in the cache. */
    reservationId: uuidSchema.optional(),
    code: scanTextSchema,
    people: peopleSchema,
    scannedAt: instantSchema,
    /** By which offset of this computer's clock that is, where nobody had checked it since the start. */
    guessedOffsetMs: z.number().optional(),
    /** What this desk told the guest. */
    deskOutcome: scanOutcomeSchema,
  }),
  z.object({
    ...common,
    kind: z.literal('undo'),
    reservationId: uuidSchema.optional(),
    scanId: uuidSchema,
    people: peopleSchema,
  }),
])
export type OutboxEntry = z.infer<typeof outboxEntrySchema>
export type EntryOf<Kind extends OutboxEntry['kind']> = Extract<OutboxEntry, { kind: Kind }>
