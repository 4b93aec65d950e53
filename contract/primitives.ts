import { z } from 'zod'

/** An instant on the wire: ISO 8601 in UTC with milliseconds. Input may carry any offset; it is normalised. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .pipe(z.iso.datetime())

/** A calendar day of the venue, `YYYY-MM-DD`. */
export const daySchema = z.iso.date()

export const businessIdSchema = z.number().int().positive().max(0xffff_ffff)

/** Reservations, scans and outbox entries are named by the desk that makes them: any UUID is accepted, desks make v7. */
export const uuidSchema = z.uuid().toLowerCase()

/** A number in a query string. `""` and `"1e3"` are not numbers here. */
export const queryIntegerSchema = z
  .string()
  .regex(/^\d{1,15}$/, 'expected a whole number')
  .transform(Number)

/** Text that a person typed: trimmed, one to `max` characters, no control characters but line breaks and tabs. */
export const textSchema = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, 'control characters are not allowed')
