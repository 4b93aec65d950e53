import { ZodError } from 'zod'
import type { Failure } from '../contract/result.ts'
import { HttpProblem, NetworkError } from './http/api.ts'
import { PairingTrouble } from './http/preflight.ts'
import type { Log } from './log.ts'
import { StoreError } from './store/store-error.ts'
import { Refused } from './sync/refused.ts'

/** What a command answers: its value, or why it could not be done. */
export type Answering = <T>(
  work: () => Promise<T>,
) => Promise<{ ok: true; value: T } | { ok: false; problem: Failure }>

/** What the host can be told of becomes an answer; a bug of ours is logged and told as such. */
export function createAnswering(log: Log): Answering {
  function problemOf(error: unknown): Failure {
    if (error instanceof PairingTrouble) {
      const { code, seconds } = error
      return { code, ...(seconds === undefined ? {} : { seconds }) }
    }
    if (error instanceof HttpProblem && error.retryAfterMs !== undefined) {
      return { code: error.code, seconds: Math.ceil(error.retryAfterMs / 1000) }
    }
    if (error instanceof Refused && error.triesLeft !== undefined) {
      return { code: error.code, triesLeft: error.triesLeft }
    }
    return { code: codeOf(error) }
  }

  function codeOf(error: unknown): string {
    if (error instanceof Refused || error instanceof HttpProblem) return error.code
    if (error instanceof NetworkError) return 'network'
    if (error instanceof StoreError) return 'storage'
    if (error instanceof ZodError) return 'validation'
    log.error('a command failed', { error })
    return 'internal'
  }

  return async (work) => {
    try {
      return { ok: true, value: await work() }
    } catch (error) {
      return { ok: false, problem: problemOf(error) }
    }
  }
}
