import { z } from 'zod'
import { cursorSchema } from './events.ts'
import { instantSchema, textSchema } from './primitives.ts'

const countSchema = z.number().int().min(0).max(1_000_000)

/** `POST /api/devices/me/report`: how a desk is, as it says now and then. A newer desk may say more. */
export const deskReportSchema = z.object({
  /** Of the app. */
  version: textSchema(40),
  outbox: z.object({
    /** What it has done and the server has not confirmed. */
    waiting: countSchema,
    /** What the server refused, which a person has to look at. */
    setAside: countSchema,
  }),
  /** Of its last request, there and back. */
  latencyMs: z.number().int().min(0).max(600_000).optional(),
  /** The last event that it has applied. */
  cursor: cursorSchema,
  /** How far its clock is ahead of the server's. */
  clockOffsetMs: z.number().int().min(-1e12).max(1e12).optional(),
  /** It has no stream, and asks now and then. Absent also from a desk of before it said so. */
  polling: z.boolean().optional(),
})
export type DeskReport = z.infer<typeof deskReportSchema>

/**
 * `GET /api/admin/connections`: the streams that are open, at whichever instance, and the desks that have none and said a
 * moment ago that they poll. Of those, `since` is when they said it, and `seq` what they had applied.
 */
export const connectionsSchema = z.object({
  connections: z.array(
    z.object({
      connectionId: z.string(),
      /** `null`: a person's stream, not a desk's. */
      deviceId: z.string().nullable(),
      name: z.string(),
      since: instantSchema,
      /** The last event that it was sent, or from which it began; at another instance, as of some seconds ago. */
      seq: cursorSchema,
      /** The last that the desk said of itself, also before this stream. */
      report: deskReportSchema.extend({ at: instantSchema }).optional(),
      /** Events that the desk had not applied when it said so; where it never did, those that it was not sent yet. */
      lag: countSchema.optional(),
    }),
  ),
})
export type Connections = z.infer<typeof connectionsSchema>
