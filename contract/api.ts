import { z } from 'zod'
import { clientSchema } from './customer.ts'
import { deskEventSchema, cursorSchema, epochSchema } from './events.ts'
import { problemSchema } from './problem.ts'
import { businessIdSchema, daySchema, instantSchema, queryIntegerSchema, textSchema } from './primitives.ts'
import { reservationSchema, ticketIdSchema } from './reservation.ts'
import { deviceIdSchema, scanResponseSchema } from './scan.ts'
import { dayStatsSchema } from './stats.ts'
import { venueSettingsSchema } from './settings.ts'
import { isTimeZone } from './venue-day.ts'

const businessIdQuery = queryIntegerSchema.pipe(businessIdSchema)

export const roleSchema = z.enum(['desk', 'manager', 'admin'])
export type Role = z.infer<typeof roleSchema>

/** What a desk has to know of its venue. */
export const businessSchema = z.object({
  id: businessIdSchema,
  name: z.string(),
  timeZone: z.string().refine(isTimeZone, 'not a time zone'),
  /** Local hour at which the venue's day begins. */
  dayStartsAt: z.number().int().min(0).max(23),
  /** People that the venue holds at once. */
  capacity: z.number().int().positive(),
})
export type Business = z.infer<typeof businessSchema>

export const deviceSchema = z.object({ id: deviceIdSchema, name: z.string(), role: roleSchema })
export type Device = z.infer<typeof deviceSchema>

/** A public key that verifies tickets: raw Ed25519, 32 bytes in base64. */
export const ticketKeySchema = z.object({
  keyId: z.number().int().min(0).max(0xffff),
  publicKey: z.base64().length(44),
})
export type TicketKey = z.infer<typeof ticketKeySchema>

/** `GET /healthz`: what a desk reads before it is paired. Every version of the server must answer it in this form. */
export const healthSchema = z.object({
  status: z.literal('ok'),
  /** The version of what it speaks, see `protocolVersion`. */
  protocol: z.number().int().min(0),
  version: z.string(),
})
export type Health = z.infer<typeof healthSchema>

/** `GET /api/devices/me`: what the bearer of a token is, and what it needs to work alone. */
export const identitySchema = z.object({
  device: deviceSchema,
  business: businessSchema,
  ticketKeys: z.array(ticketKeySchema),
  /** How the venue works: hours, areas and tables, tags, thresholds. Absent: the server does not say. */
  settings: venueSettingsSchema.optional(),
})
export type Identity = z.infer<typeof identitySchema>

/** `POST /api/devices/pair`. A code is said aloud or typed: case and spaces do not matter. */
export const pairRequestSchema = z.strictObject({
  code: z
    .string()
    .max(20)
    .transform((code) => code.replace(/[\s-]/g, '').toUpperCase())
    .pipe(z.string().regex(/^[A-Z0-9]{8}$/, 'a pairing code has eight letters and digits')),
  name: textSchema(60),
})
export const pairResponseSchema = identitySchema.extend({ token: z.string() })

/** `GET /api/reservas`: the venue's day; without `date`, the day that it is there now. */
export const listQuerySchema = z.object({
  businessId: businessIdQuery,
  date: daySchema.optional(),
  /** What comes along: the day's numbers, and what is known of its guests. A list, as `stats,clients`. */
  include: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(['stats', 'clients'])).max(2))
    .optional(),
  /** The list as it stood after this event, or at this time. For managers. */
  at: z.union([queryIntegerSchema.pipe(cursorSchema), instantSchema]).optional(),
})
export const listResponseSchema = z.object({
  reservas: z.array(reservationSchema),
  /** The last event that is in the list. */
  cursor: cursorSchema,
  epoch: epochSchema.optional(),
  stats: dayStatsSchema.optional(),
  clients: z.array(clientSchema).optional(),
  /** With `at`: `false` where the log does not reach far enough back to tell how every reservation stood. */
  complete: z.boolean().optional(),
})
export type ListResponse = z.infer<typeof listResponseSchema>

/** `GET /api/reservas/changes`. */
export const changesQuerySchema = z.object({
  businessId: businessIdQuery,
  since: queryIntegerSchema.pipe(cursorSchema),
  /** Of the log that `since` is of. */
  epoch: epochSchema.optional(),
})
export const changesResponseSchema = z.union([
  z.object({ reset: z.literal(true), cursor: cursorSchema, epoch: epochSchema.optional() }),
  z.object({
    events: z.array(deskEventSchema),
    cursor: cursorSchema,
    more: z.boolean(),
    epoch: epochSchema.optional(),
  }),
])
export type ChangesResponse = z.infer<typeof changesResponseSchema>

/** `GET /api/admin/log-range`: where a day of the venue's lies in the log, so that it can be played again. */
export const logRangeQuerySchema = z.object({ businessId: businessIdQuery, date: daySchema })
export const logRangeSchema = z.object({
  /** The day's first event and its last; `null`: nothing has happened, or it is not kept any more. */
  firstSeq: cursorSchema.nullable(),
  lastSeq: cursorSchema.nullable(),
  from: instantSchema,
  to: instantSchema,
  /** `false`: the log begins only after the day began. */
  complete: z.boolean(),
})

/** `GET /api/reservas/:id/history`: after an event, where the answer before had more. */
export const historyQuerySchema = z.object({ since: queryIntegerSchema.pipe(cursorSchema).default(0) })
export const historyResponseSchema = z.object({
  events: z.array(deskEventSchema),
  more: z.boolean(),
  /** Whether the log still holds the reservation's beginning. */
  complete: z.boolean(),
})

/** `GET /api/reservas/events`. */
export const streamQuerySchema = z.object({
  businessId: businessIdQuery,
  /** Of the log that `Last-Event-ID` is of. */
  epoch: epochSchema.optional(),
})

/** `POST /api/reservas/qr-scan/batch`: one result for each entry, in the order in which they were sent. */
export const scanBatchResponseSchema = z.object({
  results: z.array(z.union([scanResponseSchema, z.object({ problem: problemSchema })])),
})

/** `GET /api/tickets/revoked`: tickets that are refused now, since the event `since`; without it, all that name a day to come. */
export const revokedQuerySchema = z.object({ since: queryIntegerSchema.pipe(cursorSchema).optional() })
export const revokedTicketsSchema = z.object({
  revoked: z.array(z.object({ ticketId: ticketIdSchema, revokedAt: instantSchema })),
  /** To ask with the next time. */
  cursor: cursorSchema,
})

/** `POST /api/admin/pairing-codes`: what the device that uses it may do; without a body, what a desk may. */
export const newPairingCodeSchema = z
  .strictObject({ role: roleSchema.exclude(['admin']).default('desk') })
  .prefault({})
/** How long a pairing code is good for. */
export const pairingCodeMs = 10 * 60_000
/** A pairing code made by a manager. */
export const pairingCodeSchema = z.object({ code: z.string(), expiresAt: z.iso.datetime() })
