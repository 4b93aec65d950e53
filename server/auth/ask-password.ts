import readline from 'node:readline/promises'
import { Writable } from 'node:stream'
import { StartError } from '../config.ts'

export interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  output: NodeJS.WritableStream
}

/**
 * A new password from `FRONTDESK_ADMIN_PASSWORD`, or asked for twice on the terminal, where it is not shown.
 * Throws StartError where there is neither, where the two differ, and where the operator gives up.
 */
export async function askPassword(
  env: NodeJS.ProcessEnv,
  terminal: Terminal = { input: process.stdin, output: process.stderr },
): Promise<string> {
  const given = env.FRONTDESK_ADMIN_PASSWORD
  if (given !== undefined && given !== '') return given
  if (terminal.input.isTTY !== true) {
    throw new StartError('Set FRONTDESK_ADMIN_PASSWORD, or run this in a terminal to be asked.', 2)
  }
  const { input, output } = terminal
  // The line editor shows what is typed wherever it writes: nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = readline.createInterface({ input, output: nowhere, terminal: true, historySize: 0 })
  const gaveUp = new AbortController()
  lines.on('SIGINT', () => gaveUp.abort())
  lines.on('close', () => gaveUp.abort())
  const ask = async (question: string): Promise<string> => {
    output.write(question)
    const answer = await lines.question('', { signal: gaveUp.signal })
    output.write('\n')
    return answer
  }
  try {
    const first = await ask('Password (12 characters or more): ')
    const second = await ask('Again: ')
    if (first !== second) throw new StartError('The two are not the same. Nothing was changed.', 2)
    return first
  } catch (error) {
    if (!gaveUp.signal.aborted) throw error
    output.write('\n')
    throw new StartError('Nothing was changed.', 1)
  } finally {
    lines.close()
  }
}
