import { z } from 'zod'
import { textSchema } from './primitives.ts'

const clockSchema = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day, as 13:30')

/** A time in which the venue takes guests, on its own clock. One that ends before it begins goes on after midnight. */
const openingSchema = z
  .strictObject({ from: clockSchema, to: clockSchema })
  .refine(({ from, to }) => from !== to, 'it must not end when it begins')

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
const day = z.array(openingSchema).max(6)
/** By the weekday on which the venue's day begins; an empty list is a day on which it is closed. */
const hoursSchema = z.strictObject({
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: day,
  sunday: day,
})

const distinct = (values: readonly string[]): boolean => new Set(values).size === values.length

const tableSchema = z.strictObject({ name: textSchema(20), seats: z.number().int().min(1).max(255) })
const areasSchema = z
  .array(z.strictObject({ name: textSchema(60), tables: z.array(tableSchema).max(500) }))
  .max(50)
  .refine((areas) => distinct(areas.map(({ name }) => name)), 'two areas have the same name')
  .refine(
    (areas) => distinct(areas.flatMap(({ tables }) => tables.map(({ name }) => name))),
    'two tables have the same name',
  )

const minutes = z.number().int().min(1).max(240)
const thresholds = {
  /** Minutes after which a party that has not come is late. */
  lateMinutes: minutes,
  /** People from which on a party is a large one. */
  largeParty: z.number().int().min(2).max(255),
  /** Percent of the capacity from which on the venue is called full. */
  fullPercent: z.number().int().min(1).max(200),
}
const laterThresholds = {
  /** Minutes of grace, after which a host is asked whether a late party will still come. */
  noShowMinutes: z.number().int().min(5).max(480),
  /** Refused scans in a row at one desk from which on the manager hears of it. */
  refusedInARow: z.number().int().min(2).max(50),
  /** Minutes after which a desk that is not connected is called offline. */
  deskOfflineMinutes: minutes,
}
const usualThresholds = {
  lateMinutes: 5,
  largeParty: 8,
  fullPercent: 100,
  noShowMinutes: 20,
  refusedInARow: 3,
  deskOfflineMinutes: 5,
}

/** Days for which guests are kept after the day of their reservation; `null`: for ever. */
const guestDays = z.number().int().min(1).max(3650).nullable()

const settingsFields = {
  /** People that the venue holds at once. It informs: no reservation is refused for it. */
  capacity: z.number().int().min(1).max(100_000),
  hours: hoursSchema,
  areas: areasSchema,
  /** What a host is offered; any other tag may still be typed. */
  tags: z.array(textSchema(40)).max(100).refine(distinct, 'a tag is there twice'),
  /** Streams that the venue's desks may hold open at once. */
  maxStreams: z.number().int().min(10).max(1000),
}

/** How a venue works. */
export const venueSettingsSchema = z.object({
  ...settingsFields,
  /** Absent where the server is from before there was this: it keeps them, and refuses to be told otherwise. */
  guestDays: guestDays.optional(),
  thresholds: z.object({
    ...thresholds,
    // What was stored, and what a server says, from before there were these.
    noShowMinutes: laterThresholds.noShowMinutes.default(usualThresholds.noShowMinutes),
    refusedInARow: laterThresholds.refusedInARow.default(usualThresholds.refusedInARow),
    deskOfflineMinutes: laterThresholds.deskOfflineMinutes.default(usualThresholds.deskOfflineMinutes),
  }),
})
export type VenueSettings = z.infer<typeof venueSettingsSchema>

/** `GET /api/admin/settings`. The version goes back as `If-Match`, so that no manager overwrites another's work unseen. */
export const adminSettingsSchema = venueSettingsSchema.extend({ version: z.string() })
export type AdminSettings = z.infer<typeof adminSettingsSchema>

/**
 * `PUT /api/admin/settings`: the changed settings only, each as a whole. Of the thresholds, those that a manager's older
 * app does not know may be left out, and stay as they are.
 */
export const venueSettingsChangesSchema = z
  .strictObject({
    ...settingsFields,
    guestDays,
    thresholds: z.strictObject({ ...thresholds, ...z.strictObject(laterThresholds).partial().shape }),
  })
  .partial()
  .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'nothing to change')
export type VenueSettingsChanges = z.infer<typeof venueSettingsChangesSchema>

const allDay = [{ from: '00:00', to: '24:00' }]

/** What holds until a manager says otherwise. The capacity is the venue's own, so it has no default. */
export const defaultVenueSettings: Omit<VenueSettings, 'capacity'> = {
  hours: {
    monday: allDay,
    tuesday: allDay,
    wednesday: allDay,
    thursday: allDay,
    friday: allDay,
    saturday: allDay,
    sunday: allDay,
  },
  areas: [],
  tags: ['vip', 'allergy', 'birthday'],
  thresholds: usualThresholds,
  maxStreams: 100,
  guestDays: null,
}
