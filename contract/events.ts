import { z } from 'zod'
import { businessIdSchema, instantSchema } from './primitives.ts'
import { reservationSchema, ticketIdSchema } from './reservation.ts'
import { disputeSchema, scanSchema } from './scan.ts'

/** The version of everything that server and desk say to each other. A change of a wire schema needs a new one. */
export const protocolVersion = 1

export const cursorSchema = z.number().int().min(0)

/**
 * Names the log that a cursor is of. A server that was restored from a backup gives its numbers again, to other events:
 * it has another log from then on, and a cursor of the old one says nothing there.
 */
export const epochSchema = z.string().min(1).max(64)

/** Who did it: a paired desk, a person, or the server itself. */
export const actorSchema = z.object({
  kind: z.enum(['device', 'user', 'system']),
  id: z.string(),
  name: z.string(),
})
export type Actor = z.infer<typeof actorSchema>

const line = {
  seq: z.number().int().positive(),
  businessId: businessIdSchema,
  at: instantSchema,
  actor: actorSchema,
}

/** One line of a business's log, as it is stored, streamed and replayed. */
export const deskEventSchema = z.discriminatedUnion('type', [
  z.object({ ...line, type: z.literal('reservation-created'), reservation: reservationSchema }),
  z.object({ ...line, type: z.literal('reservation-updated'), reservation: reservationSchema }),
  z.object({ ...line, type: z.literal('reservation-deleted'), reservation: reservationSchema }),
  /** Every recorded scan, also a refused one; a code that names no reservation of this business comes without one. */
  z.object({
    ...line,
    type: z.literal('qr-scanned'),
    reservation: reservationSchema.optional(),
    scan: scanSchema,
  }),
  z.object({ ...line, type: z.literal('scan-undone'), reservation: reservationSchema, scan: scanSchema }),
  z.object({
    ...line,
    type: z.literal('scan-conflict'),
    reservation: reservationSchema.optional(),
    scan: scanSchema,
    /** What it is about; absent from a server of before there was a choice, and where the choice was made. */
    dispute: disputeSchema.optional(),
  }),
  z.object({
    ...line,
    type: z.literal('ticket-revoked'),
    reservation: reservationSchema,
    ticketId: ticketIdSchema,
  }),
  z.object({ ...line, type: z.literal('settings-changed') }),
])
export type DeskEvent = z.infer<typeof deskEventSchema>
export type DeskEventType = DeskEvent['type']

/** The first frame of every stream. */
export const connectedSchema = z.object({
  connectionId: z.string(),
  cursor: cursorSchema,
  heartbeatMs: z.number().int().positive(),
  protocol: z.number().int(),
  epoch: epochSchema.optional(),
})
export type Connected = z.infer<typeof connectedSchema>

/** The frame that says: what you ask for is older than the log; take a snapshot and go on from its cursor. */
export const resetSchema = z.object({ cursor: cursorSchema })
