import { say } from './progress.ts'

/** Something that the person can put right: shown as its message alone, without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure'
}

/**
 * Runs a script's main function. A `Failure` prints what happened and what to do, exit 1; anything else
 * is a bug of ours and keeps its stack.
 */
export async function runScript(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    if (error instanceof Failure) say(error.message)
    else console.error(error)
    process.exitCode = 1
  }
}
