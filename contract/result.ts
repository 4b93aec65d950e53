import { z } from 'zod'

/** Why main could not do it: a stable code, for the screen to say in the host's language. */
const failureSchema = z.object({
  code: z.string(),
  /** What the code counts: by how much a clock is wrong, how long to wait. */
  seconds: z.number().optional(),
  /** Wrong PINs that are still allowed before a pause. */
  triesLeft: z.number().int().optional(),
})
export type Failure = z.infer<typeof failureSchema>

/** The answer of a command that can fail in ways that the host is told of. */
export const resultOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), problem: failureSchema }),
  ])
