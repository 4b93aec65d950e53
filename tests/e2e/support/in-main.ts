import { randomUUID } from 'node:crypto'
import type { ElectronApplication } from 'playwright/test'

type Electron = typeof import('electron')

declare global {
  /** In main: what each function has answered. */
  var answersToTest: Map<string, unknown> | undefined
}

/**
 * Runs a function in a desk's main process, once, and gives what it gives. `arg` and the answer are values of JSON.
 *
 * The inspector keeps no hold of an answer that it waits for: where main happens to collect its garbage just then, the
 * answer is lost. So main keeps each by a key, and whoever has lost one asks again.
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
  for (let tries = 1; ; tries++) {
    try {
      return (await app.evaluate(runOnce, once)) as R
    } catch (error) {
      const isLost = error instanceof Error && error.message.includes('promise was garbage collected')
      if (!isLost || tries === 5) throw error
    }
  }
}

/** In main: a function that goes there as its text can use nothing from here. */
function runOnce(
  electron: Electron,
  { key, source, arg }: { key: string; source: string; arg: unknown },
): unknown {
  const answers = ((globalThis as { answersToTest?: Map<string, unknown> }).answersToTest ??= new Map<
    string,
    unknown
  >())
  if (!answers.has(key)) {
    const run = (0, eval)(`(${source})`) as (electron: Electron, arg: unknown) => unknown
    answers.set(key, run(electron, arg))
  }
  return answers.get(key)
}
