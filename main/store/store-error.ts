import type { StoreErrorCode } from './envelope.ts'

/** Why something could not be kept or read on this machine's disk. */
export class StoreError extends Error {
  readonly code: StoreErrorCode | 'unavailable'

  constructor(code: StoreErrorCode | 'unavailable', message: string) {
    super(message)
    this.name = 'StoreError'
    this.code = code
  }
}

/** @param code What the process said of it, where it could say anything. */
export function unavailable(code: StoreErrorCode | 'unavailable' = 'unavailable'): StoreError {
  return new StoreError(
    code,
    'The desk’s store does not run. What is done now cannot be kept: check the disk, then start the desk again.',
  )
}
