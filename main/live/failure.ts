import type { DownCause, StopReason } from '../../contract/connection.ts'
import { certificateTrouble, HttpProblem, NetworkError } from '../http/errors.ts'
import { isForeignRefusal } from '../http/request.ts'
import { retryAfterMs } from '../http/retry-after.ts'

/** Why a try or a stream ended, and what that means for the next one. */
export interface Failure {
  cause: DownCause
  /** For the log. */
  message: string
  /** Trying again will not help. */
  stop?: StopReason
  /** `Retry-After`. */
  retryAfterMs?: number | undefined
  /** The stream's `retry:`, where the server ended it in good order. */
  hintMs?: number | undefined
}

/** An answer but 200 to the stream's request. `code` is the word of its problem details. */
export function refusedStream(status: number, headers: Headers, code?: string): Failure {
  const message = `The server answered ${status} to the stream's request`
  if (isForeignRefusal(status, headers))
    return { cause: 'network', message: `${message}, with the page of a proxy or a portal` }
  return refused(status, code, message, retryAfterMs(headers))
}

/** What a request or the sink threw. */
export function failureOf(error: unknown): Failure {
  if (error instanceof HttpProblem)
    return refused(error.status, error.code, error.message, error.retryAfterMs)
  if (error instanceof NetworkError) return { cause: networkCause(error), message: error.message }
  // The store did not take it: the stream begins again from the cursor.
  return { cause: 'bad_event', message: error instanceof Error ? error.message : String(error) }
}

/** What kept a request from its answer. */
export function networkCause(error: unknown): 'network' | 'certificate' | 'other_ca' {
  return certificateTrouble(error) ?? 'network'
}

function refused(
  status: number,
  code: string | undefined,
  message: string,
  retryAfter: number | undefined,
): Failure {
  if (status === 401) {
    const stop = code === 'device_revoked' ? code : 'unauthorized'
    return { cause: 'server_error', message, stop }
  }
  if (status === 426 && (code === 'desk_too_old' || code === 'server_too_old'))
    return { cause: code, message }
  if (status === 403) return { cause: 'server_error', message, stop: 'forbidden' }
  return { cause: status === 429 ? 'rate_limited' : 'server_error', message, retryAfterMs: retryAfter }
}
