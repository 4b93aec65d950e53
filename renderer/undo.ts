/** For so long this desk may take back what it did; after that it is history. */
const undoableMs = 15 * 60_000
/** More than a host remembers. */
const mostKept = 50

/** Something that this window did and can take back. */
export interface Done {
  /** Which it is: a scan is named by its `scanId`. */
  key: string
  at: number
  /** Resolves with whether it is taken back. */
  undo: () => Promise<boolean>
}

let done: Done[] = []

const isFresh = ({ at }: Done): boolean => Date.now() - at < undoableMs

/** Remembers it as the last thing that was done. */
export function rememberDone(one: Done): void {
  done = [...done.filter(({ key }) => key !== one.key), one].slice(-mostKept)
}

/** It was taken back elsewhere, or cannot be any more. */
export function forgetDone(key: string): void {
  done = done.filter((one) => one.key !== key)
}

export function canUndo(): boolean {
  return done.some(isFresh)
}

/** Takes the last thing back that was done here. What could not be taken back is not tried again. */
export async function undoLast(): Promise<void> {
  done = done.filter(isFresh)
  const last = done.pop()
  await last?.undo()
}

/** Takes this one back, where it is not yet. */
export async function undoThis(key: string): Promise<void> {
  const one = done.find((each) => each.key === key)
  forgetDone(key)
  await one?.undo()
}
