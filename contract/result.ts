import { z } from 'zod'

/** Why main could not do it: a stable code, for the screen to say in the host's language. */
const failureSchema = z.object({ code: z.string() })

/** The answer of a command that may fail in ways that a host is told. */
export const resultOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), problem: failureSchema }),
  ])
