import type { TestDesk } from './desk.ts'

/**
 * Runs something in a desk's main process. The inspector keeps no hold of a promise that it waits for: where main
 * happens to collect its garbage just then, the answer is lost, and asking again is all that can be done. So `run` must
 * be something that may happen twice.
 */
export async function inMain<T>(desk: TestDesk, run: (app: TestDesk['app']) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run(desk.app)
    } catch (error) {
      const isLost = error instanceof Error && error.message.includes('promise was garbage collected')
      if (!isLost || tries === 5) throw error
    }
  }
}
