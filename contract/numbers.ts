import { z } from 'zod'
import { businessIdSchema, daySchema, instantSchema, queryIntegerSchema } from './primitives.ts'
import { scanOutcomeSchema } from './scan.ts'

export const maxNumbersDays = 92
/** Busiest minutes that are kept of each day: as many as are shown of several, since those may all be of one. */
export const busiestCount = 8
const dayMs = 86_400_000

/** `GET /api/admin/numbers`: the venue's days from the first to the last, both included. */
export const numbersQuerySchema = z
  .object({ businessId: queryIntegerSchema.pipe(businessIdSchema), from: daySchema, to: daySchema })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'must not be before "from"' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < maxNumbersDays * dayMs, {
    path: ['to'],
    error: `at most ${maxNumbersDays} days at once`,
  })

const countSchema = z.number().int().min(0)

/** One day of the venue in numbers. People are counted where it says so, else parties or scans. */
export const dayNumbersSchema = z.object({
  date: daySchema,
  /** The instants between which the venue's day lies. */
  from: instantSchema,
  to: instantSchema,
  /** People of all parties that were counted on, and of those who has come in. */
  expected: countSchema,
  arrived: countSchema,
  /** Parties that were counted on; `noShows` are not among them. */
  parties: countSchema,
  noShows: countSchema,
  cancelled: countSchema,
  /** Scans by what came of them; an outcome that there was none of is left out. Scans that were undone count too. */
  scansByOutcome: z.partialRecord(scanOutcomeSchema, countSchema),
  /** By desk and quarter of an hour; those without a scan are left out. */
  scansByDesk: z.array(
    z.object({ at: instantSchema, deviceId: z.string(), deviceName: z.string(), scans: countSchema }),
  ),
  /** The `busiestCount` minutes in which most people were let in, the busiest first. Scans that were undone do not count. */
  busiestMinutes: z.array(z.object({ at: instantSchema, people: countSchema, scans: countSchema })),
})
export type DayNumbers = z.infer<typeof dayNumbersSchema>
export const numbersSchema = z.object({ days: z.array(dayNumbersSchema) })
