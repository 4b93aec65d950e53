import { z } from 'zod'
import { instantSchema } from './primitives.ts'

/** Why the stream is not up, in words that the screen can translate. */
export const downCauseSchema = z.enum([
  'starting',
  'network',
  /** The server could not prove who it is. */
  'certificate',
  /** It could, and not by the CA that this desk was told to trust alone. */
  'other_ca',
  'silence',
  'closed',
  'server_error',
  'rate_limited',
  /** Server and desk speak different versions: this one has to be updated. */
  'server_too_old',
  'desk_too_old',
  'bad_event',
  'woke_up',
  'real_time_off',
])
export type DownCause = z.infer<typeof downCauseSchema>

/** When the stream is tried next; `null` while a try is under way, or none will be made. */
const retryAt = instantSchema.nullable()
/** Failures in a row so far. */
const failures = z.number().int().min(0)

/** `device_revoked`: a manager took the desk's access away, and it has forgotten what it held. */
const stopReasonSchema = z.enum(['unauthorized', 'forbidden', 'not_paired', 'device_revoked'])
export type StopReason = z.infer<typeof stopReasonSchema>

/**
 * How fresh the desk is. The badge shows exactly this.
 * `polling`: the last poll worked. `offline`: it failed too. `stopped`: only pairing again helps.
 */
export const connectionStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('live'), since: instantSchema }),
  z.object({ state: z.literal('reconnecting'), failures, retryAt, cause: downCauseSchema }),
  z.object({ state: z.literal('polling'), failures, retryAt, cause: downCauseSchema }),
  z.object({ state: z.literal('offline'), failures, retryAt, cause: downCauseSchema }),
  z.object({ state: z.literal('stopped'), reason: stopReasonSchema }),
])
export type ConnectionState = z.infer<typeof connectionStateSchema>
