import { z } from 'zod'
import { deviceSchema, pairingCodeSchema, roleSchema } from './api.ts'
import { deskEventSchema, cursorSchema } from './events.ts'
import { deviceChangesSchema, newPinSchema, pairedDevicesSchema } from './identity.ts'
import { numbersSchema } from './numbers.ts'
import { connectionsSchema } from './presence.ts'
import { daySchema, instantSchema, textSchema } from './primitives.ts'
import { reservationSchema } from './reservation.ts'
import { resultOf } from './result.ts'
import { adminSettingsSchema, venueSettingsChangesSchema } from './settings.ts'

/** How a day of the venue's stood when it began. */
export const pastDaySchema = z.object({
  from: instantSchema,
  /** The first instant after it. */
  to: instantSchema,
  reservations: z.array(reservationSchema),
  /** The last event before the day. */
  cursor: cursorSchema,
  /** `false` where the log does not reach far enough back to tell how every reservation stood. */
  complete: z.boolean(),
})
export type PastDay = z.infer<typeof pastDaySchema>

/** A page of the log. */
export const pastEventsSchema = z.object({
  events: z.array(deskEventSchema),
  cursor: cursorSchema,
  more: z.boolean(),
})
export type PastEvents = z.infer<typeof pastEventsSchema>

/** The venue's paired devices, and the streams that are open. */
export const desksSchema = pairedDevicesSchema.extend(connectionsSchema.shape)
export type Desks = z.infer<typeof desksSchema>

export const madeCodeSchema = pairingCodeSchema.extend({
  /** What its QR code says. */
  text: z.string(),
})
export type MadeCode = z.infer<typeof madeCodeSchema>

const deviceId = deviceSchema.shape.id

/** What a manager's window may ask besides what any desk's may; the server refuses it to a desk. */
export const managerCommands = {
  desks: { input: z.undefined(), output: resultOf(desksSchema) },
  makePairingCode: {
    input: z.object({ role: roleSchema.exclude(['admin']) }),
    output: resultOf(madeCodeSchema),
  },
  renameDevice: { input: deviceChangesSchema.extend({ id: deviceId }), output: resultOf(z.null()) },
  revokeDevice: { input: z.object({ id: deviceId }), output: resultOf(z.null()) },
  pastDay: { input: z.object({ day: daySchema }), output: resultOf(pastDaySchema) },
  pastEvents: { input: z.object({ since: cursorSchema }), output: resultOf(pastEventsSchema) },
  numbers: { input: z.object({ from: daySchema, to: daySchema }), output: resultOf(numbersSchema) },
  /** Asks where to, and writes there; `saved` is false where the manager thought better of it. */
  saveFile: {
    input: z.object({ name: textSchema(80), text: z.string().max(20_000_000) }),
    output: resultOf(z.object({ saved: z.boolean() })),
  },
  venueSettings: { input: z.undefined(), output: resultOf(adminSettingsSchema) },
  /** `precondition_failed` where the settings are another version's by now. */
  changeVenueSettings: {
    input: z.object({ changes: venueSettingsChangesSchema, version: z.string() }),
    output: resultOf(adminSettingsSchema),
  },
  changePin: { input: newPinSchema, output: resultOf(z.null()) },
} as const
