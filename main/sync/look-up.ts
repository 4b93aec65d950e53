import type { Found, scanInputSchema } from '../../contract/ipc.ts'
import type { z } from 'zod'
import { judge } from './judge.ts'
import { meantText } from './meant-text.ts'
import type { Model } from './model.ts'
import { Refused } from './refused.ts'
import { lastAdmission } from './scan.ts'

/**
 * Whose code it is, and what a scan of it would say: by this desk's cache alone, so also without a network.
 * Nothing is counted, kept or sent. Throws `Refused` before pairing.
 */
export function lookUp(
  model: Model,
  input: z.output<typeof scanInputSchema>,
  times: readonly number[],
): Found {
  const { identity } = model
  if (!identity) throw new Refused('not_paired')
  const text = meantText(model, input)
  const { outcome, reason, reservation } = judge(model, identity, { text, people: 1 }, times)
  const previous = reservation && lastAdmission(model, identity, reservation.id)
  return {
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(reservation ? { reservation } : {}),
    ...(previous ? { previous } : {}),
    text,
    source: input.source,
    at: input.at,
  }
}
