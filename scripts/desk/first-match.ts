import type { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { Failure } from '../failure.ts'

/**
 * Waits until a process writes what the pattern looks for, and gives its first group. The rest of the stream
 * is read on and dropped. Rejects where the process ends without it, or after a minute.
 * @param name What the process is called in the error's sentence.
 */
export function firstMatch(
  child: ChildProcess,
  stream: Readable,
  pattern: RegExp,
  name: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = ''
    const settle = (): void => {
      clearTimeout(timer)
      stream.off('data', onData)
      child.off('exit', onExit)
      stream.resume()
    }
    const fail = (what: string): void => {
      settle()
      reject(new Failure(`${name} ${what}${seen.trim() === '' ? '' : `:\n${seen.trim()}`}`))
    }
    const onData = (chunk: Buffer): void => {
      seen += chunk.toString('utf8')
      const found = pattern.exec(seen)?.[1]
      if (found === undefined) return
      settle()
      resolve(found)
    }
    const onExit = (code: number | null): void => fail(`ended too early (exit ${code ?? 'by a signal'})`)
    const timer = setTimeout(() => fail('did not get ready within a minute'), 60_000)
    stream.on('data', onData)
    child.once('exit', onExit)
  })
}
