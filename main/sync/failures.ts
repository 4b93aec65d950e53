import { ZodError } from 'zod'
import { HttpProblem } from '../http/api.ts'

/** What a failed try means for what was asked. */
export type Refusal =
  /** The server will never take it as it is. */
  | { kind: 'refused'; code: string; current?: unknown }
  /** Nobody may ask: the desk has to be paired again. */
  | { kind: 'stopped' }
  /** Not now. Whether it took effect is not known. `failed`: the server itself broke on it. */
  | { kind: 'later'; retryAfterMs?: number; failed: boolean }

/** 426: not until one of the two is updated. */
const notNow = new Set([408, 425, 426, 429])

/**
 * Sorts what a request threw. An answer without problem details came from something in between, and is no
 * verdict on what was asked. What this desk itself may not send is refused for good.
 */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof HttpProblem) {
    const { status, code, problem, retryAfterMs } = error
    if (status === 401 || status === 403) return { kind: 'stopped' }
    if (problem && status >= 400 && status < 500 && !notNow.has(status)) {
      return { kind: 'refused', code, ...(status === 412 ? { current: problem.current } : {}) }
    }
    const failed = problem !== undefined && status === 500
    return { kind: 'later', failed, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
  }
  if (error instanceof ZodError) return { kind: 'refused', code: 'validation' }
  // No usable answer, or this machine's own disk: neither says anything about what was asked.
  return { kind: 'later', failed: false }
}
