import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { problemStatus, type Problem, type ProblemCode } from '../../contract/problem.ts'

const titles: Record<ProblemCode, string> = {
  validation: 'The request is not valid',
  unauthorized: 'A valid token is needed',
  device_revoked: 'This device was revoked',
  login_failed: 'E-mail or password is wrong',
  forbidden: 'Not allowed',
  pin_wrong: 'The PIN is wrong',
  not_found: 'Not found',
  no_updates: 'No updates here',
  method_not_allowed: 'This method is not supported here',
  conflict: 'It conflicts with what is there',
  idempotency_key_reused: 'This Idempotency-Key was used for another request',
  invalid_transition: 'This change of status is not possible',
  pairing_code_invalid: 'This pairing code is not valid',
  precondition_failed: 'It was changed in the meantime',
  request_timeout: 'The request took too long',
  payload_too_large: 'The body is too large',
  unsupported_media_type: 'The body must be JSON',
  desk_too_old: 'This app is too old for the server',
  server_too_old: 'The server is too old for this app',
  precondition_required: 'If-Match is needed',
  rate_limited: 'Too many attempts',
  headers_too_large: 'The headers are too large',
  too_many_streams: 'Too many streams',
  internal: 'The server failed',
  storage_full: 'The server has no space left',
  unavailable: 'Not available now',
}

interface RefusalDetails {
  errors?: NonNullable<Problem['errors']>
  /** With 412: the row as it stands. */
  current?: unknown
  headers?: Record<string, string>
}

/** The answer is no, for a reason that the caller can act on. Thrown anywhere below a route. */
export class Refusal extends Error {
  readonly code: ProblemCode
  readonly details: RefusalDetails
  constructor(code: ProblemCode, detail?: string, details: RefusalDetails = {}) {
    super(detail ?? titles[code])
    this.code = code
    this.details = details
  }
}

/** A refusal as RFC 9457 problem details. */
export function problemOf(refusal: Refusal): Problem {
  const { errors, current } = refusal.details
  return {
    type: `urn:front-desk:problem:${refusal.code}`,
    title: titles[refusal.code],
    status: problemStatus[refusal.code],
    code: refusal.code,
    detail: refusal.message,
    ...(errors && { errors }),
    ...(current !== undefined && { current }),
  }
}

export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return reply
    .code(problemStatus[refusal.code])
    .headers({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...refusal.details.headers,
    })
    .send(Buffer.from(JSON.stringify(problemOf(refusal))))
}

/** Parses input at the border. Throws the 400 that names each refused field. */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const errors = result.error.issues
    .slice(0, 20)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message: message.slice(0, 200) }))
  throw new Refusal('validation', 'Correct the fields in "errors" and send it again.', { errors })
}
