import { z } from 'zod'

/** The stable codes of every error that the server answers with (RFC 9457), and their HTTP status. */
export const problemStatus = {
  validation: 400,
  unauthorized: 401,
  /** A manager took this device's access away: it forgets what it holds of the venue. */
  device_revoked: 401,
  login_failed: 401,
  forbidden: 403,
  /** The PIN is not the manager's. It says nothing of the token: the device stays paired. */
  pin_wrong: 403,
  not_found: 404,
  /** The operator keeps no releases of the desk on this server. */
  no_updates: 404,
  method_not_allowed: 405,
  conflict: 409,
  idempotency_key_reused: 409,
  invalid_transition: 409,
  pairing_code_invalid: 404,
  precondition_failed: 412,
  request_timeout: 408,
  payload_too_large: 413,
  unsupported_media_type: 415,
  /** Desk and server do not understand each other until this one is updated. Nothing was done. */
  desk_too_old: 426,
  server_too_old: 426,
  precondition_required: 428,
  rate_limited: 429,
  too_many_streams: 429,
  headers_too_large: 431,
  internal: 500,
  unavailable: 503,
  storage_full: 507,
} as const
export type ProblemCode = keyof typeof problemStatus

/** `application/problem+json`. A newer server may know codes that this desk does not, so `code` is any word here. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  /** Which field was refused, and why. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** With 412: the row as it stands now. */
  current: z.unknown().optional(),
})
export type Problem = z.infer<typeof problemSchema>
