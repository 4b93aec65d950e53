import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { ElectronApplication } from 'playwright/test'

type Electron = typeof import('electron')

/** How it stands with a function that was run: nothing of it yet, what it gave, or how it failed. */
interface Answer {
  /** Held here, so that it is not collected. */
  promise?: Promise<unknown>
  done: boolean
  value?: unknown
  error?: string
}

/**
 * Runs a function in a desk's main process, once, and gives what it gives. `arg` and the answer are values of JSON.
 *
 * The inspector keeps no hold of a promise that it waits for: where main happens to collect its garbage just then, the
 * answer is lost, and a busy main collects all the time. So main keeps each answer by a key, and is asked again until it
 * is there.
 */
export async function inMain<R>(
  app: ElectronApplication,
  run: (electron: Electron) => R | Promise<R>,
): Promise<R>
export async function inMain<A, R>(
  app: ElectronApplication,
  run: (electron: Electron, arg: A) => R | Promise<R>,
  arg: A,
): Promise<R>
export async function inMain<A, R>(
  app: ElectronApplication,
  run: (electron: Electron, arg: A) => R | Promise<R>,
  arg?: A,
): Promise<R> {
  const once = { key: randomUUID(), source: String(run), arg }
  // A function that never answers ends with the test's own time.
  for (;;) {
    const { done, value, error } = await app.evaluate(runOnce, once).catch(unlessLost)
    if (error !== undefined) throw new Error(error)
    if (done) return value as R
    await pause(askAgainMs)
  }
}

const askAgainMs = 20

function unlessLost(error: unknown): Omit<Answer, 'promise'> {
  if (error instanceof Error && error.message.includes('promise was garbage collected'))
    return { done: false }
  throw error
}

/** In main: a function that goes there as its text can use nothing from here. */
function runOnce(
  electron: Electron,
  { key, source, arg }: { key: string; source: string; arg: unknown },
): Omit<Answer, 'promise'> {
  const answers = ((globalThis as { answersToTest?: Map<string, Answer> }).answersToTest ??= new Map<
    string,
    Answer
  >())
  let answer = answers.get(key)
  if (!answer) {
    const run = (0, eval)(`(${source})`) as (electron: Electron, arg: unknown) => unknown
    const made: Answer = { done: false }
    made.promise = new Promise((resolve) => resolve(run(electron, arg))).then(
      (value) => Object.assign(made, { done: true, value }),
      (error: unknown) => Object.assign(made, { done: true, error: String(error) }),
    )
    answers.set(key, made)
    answer = made
  }
  const { done, value, error } = answer
  return { done, value, ...(error !== undefined && { error }) }
}
