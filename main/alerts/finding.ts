import { z } from 'zod'
import { instantSchema, uuidSchema } from '../../contract/primitives.ts'

/** `key` names what happened: whatever is found under a key that was told is not told again. */
const found = { key: z.string(), at: instantSchema }
const guest = { reservationId: uuidSchema, name: z.string() }
const desk = { deviceId: z.string(), deviceName: z.string() }

/** Something a manager may want to hear, as facts: `shell/alert-words.ts` puts it into words. */
export const findingSchema = z.discriminatedUnion('kind', [
  z.object({
    ...found,
    ...guest,
    kind: z.literal('vip'),
    people: z.number().int(),
    deviceName: z.string(),
    table: z.string().optional(),
  }),
  z.object({
    ...found,
    ...guest,
    kind: z.literal('largeParty'),
    partySize: z.number().int(),
    deviceName: z.string(),
    table: z.string().optional(),
  }),
  z.object({
    ...found,
    ...guest,
    kind: z.literal('late'),
    partySize: z.number().int(),
    startsAt: instantSchema,
  }),
  z.object({
    ...found,
    kind: z.literal('full'),
    inside: z.number().int(),
    capacity: z.number().int(),
  }),
  z.object({ ...found, ...desk, kind: z.literal('refusals'), inARow: z.number().int() }),
  z.object({ ...found, ...desk, kind: z.literal('deskOffline'), since: instantSchema }),
  z.object({
    ...found,
    kind: z.literal('unsent'),
    why: z.enum(['refused', 'waiting']),
    /** Whose reservation was refused, where it is one. */
    name: z.string(),
    /** Another desk's work, where it is not this one's. */
    desk: z.object(desk).optional(),
    count: z.number().int(),
    since: instantSchema,
  }),
  z.object({
    ...found,
    kind: z.literal('trouble'),
    why: z.enum(['server', 'certificate', 'stopped']),
    since: instantSchema,
  }),
])
export type Finding = z.infer<typeof findingSchema>
export type FindingOf<K extends Finding['kind']> = Extract<Finding, { kind: K }>
