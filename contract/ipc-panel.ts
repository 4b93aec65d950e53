import { z } from 'zod'
import { alertLineSchema, placeSchema } from './alerts.ts'
import { connectionStateSchema } from './connection.ts'
import { instantSchema } from './primitives.ts'

/** What the tray's small panel shows: all of it, each time. */
export const panelSchema = z.object({
  venue: z.string().nullable(),
  timeZone: z.string().nullable(),
  language: z.enum(['es', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Percent. */
  textSize: z.number().int(),
  connection: connectionStateSchema,
  freshAt: instantSchema.nullable(),
  /** The venue's day in numbers; `null` while it is not known. */
  evening: z
    .object({
      inside: z.number().int(),
      /** People of all parties that are counted on. */
      expected: z.number().int(),
      toCome: z.number().int(),
      /** Parties. */
      late: z.number().int(),
      capacity: z.number().int(),
    })
    .nullable(),
  /** The venue's desks; `null` while the server has not said. */
  desks: z
    .object({
      connected: z.number().int(),
      offline: z.array(z.object({ deviceId: z.string(), name: z.string() })),
    })
    .nullable(),
  /** Newest first. */
  alerts: z.array(alertLineSchema),
  /** Of those, how many nobody has looked at: the number at the tray's icon. */
  unseen: z.number().int().min(0),
  mutedUntil: instantSchema.nullable(),
})
export type Panel = z.infer<typeof panelSchema>

/** What the panel asks, besides a change of the settings. */
export const panelCommands = {
  getPanel: { input: z.undefined(), output: panelSchema },
  /** Brings the desk's own window to the front, at a place. */
  goTo: { input: placeSchema, output: z.undefined() },
} as const
