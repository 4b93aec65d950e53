import { z } from 'zod'
import { deskEventSchema, cursorSchema } from './events.ts'
import { daySchema, instantSchema } from './primitives.ts'
import { reservationSchema } from './reservation.ts'
import { resultOf } from './result.ts'

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

/** What a manager's window may ask besides what any desk's may; the server refuses it to a desk. */
export const managerCommands = {
  pastDay: { input: z.object({ day: daySchema }), output: resultOf(pastDaySchema) },
  pastEvents: { input: z.object({ since: cursorSchema }), output: resultOf(pastEventsSchema) },
} as const
