import type { Failure } from '../contract/result.ts'

type Refused = { ok: false; problem: Failure }

/** An answer of main. Where none came at all, that is an answer, too: the host is told, and the cause is logged. */
export async function answered<T extends { ok: boolean }>(request: Promise<T>): Promise<T | Refused> {
  try {
    return await request
  } catch (error) {
    reportError(error)
    return { ok: false, problem: { code: 'internal' } }
  }
}
