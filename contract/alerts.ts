import { z } from 'zod'
import { instantSchema, uuidSchema } from './primitives.ts'

/** What a manager wants to hear of. The order is that of the settings and of a summary. */
export const alertKinds = [
  'vip',
  'largeParty',
  'late',
  'full',
  'refusals',
  'deskOffline',
  'unsent',
  'trouble',
] as const
export const alertKindSchema = z.enum(alertKinds)
export type AlertKind = z.infer<typeof alertKindSchema>

const on = z.boolean()
/** `null`: as the venue's settings say. */
const venues = <T extends z.ZodType>(schema: T) => schema.nullable()
/** The screen offers whole minutes. */
const minutes = z.number().positive().max(240)

/** Which alerts this desk gives, and from where on. */
export const alertSettingsSchema = z.object({
  /** A guest with the tag VIP was scanned in. */
  vip: z.object({ on }),
  /** A party of at least so many came. */
  largeParty: z.object({ on, people: venues(z.number().int().min(2).max(255)) }),
  /** A party has not come so many minutes after its time. */
  late: z.object({ on, minutes: venues(minutes) }),
  /** More people are in than this share of the capacity. */
  full: z.object({ on, percent: venues(z.number().int().min(1).max(200)) }),
  /** So many scans in a row were not admitted at one desk: somebody may be trying codes. */
  refusals: z.object({ on, inARow: venues(z.number().int().min(2).max(50)) }),
  /** A desk that was connected has been away for so long. */
  deskOffline: z.object({ on, minutes: venues(minutes) }),
  /** Something done at this desk was refused by the server, or has waited so long to be sent. */
  unsent: z.object({ on, minutes }),
  /** The server has not answered for so long, its certificate is not valid, or it knows this desk no more. */
  trouble: z.object({ on, minutes }),
})
export type AlertSettings = z.infer<typeof alertSettingsSchema>
export const defaultAlerts: AlertSettings = {
  vip: { on: true },
  largeParty: { on: true, people: null },
  late: { on: true, minutes: null },
  full: { on: true, percent: null },
  refusals: { on: true, inARow: null },
  deskOffline: { on: true, minutes: null },
  unsent: { on: true, minutes: 5 },
  trouble: { on: true, minutes: 2 },
}

const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, as 23:30')
/** On the venue's clock. Hours that end before they begin go on after midnight. */
export const quietHoursSchema = z.object({ on, from: clockSchema, to: clockSchema })
export type QuietHours = z.infer<typeof quietHoursSchema>
export const defaultQuietHours: QuietHours = { on: false, from: '01:00', to: '10:00' }

/** Where a click leads. */
export const placeSchema = z.discriminatedUnion('to', [
  z.object({ to: z.literal('evening') }),
  z.object({ to: z.literal('guest'), reservationId: uuidSchema }),
  z.object({ to: z.literal('desk'), deviceId: z.string() }),
  z.object({ to: z.literal('unsent') }),
])
export type Place = z.infer<typeof placeSchema>

/** An alert as a manager reads it; main says it, as it says the system's notifications. */
export const alertLineSchema = z.object({
  key: z.string(),
  kind: alertKindSchema,
  at: instantSchema,
  title: z.string(),
  body: z.string(),
  place: placeSchema,
})
export type AlertLine = z.infer<typeof alertLineSchema>
