import { spawn } from 'node:child_process'

/** How a finished command ended, and what it wrote (stdout and stderr together, in the order it came). */
export interface Finished {
  code: number
  output: string
}

interface RunOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** Milliseconds after which the command is ended; the code is then 124. */
  timeoutMs?: number
}

/** Runs a command and collects its output. Rejects only when it cannot be started at all. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const chunks: Buffer[] = []
    const collect = (chunk: Buffer): void => void chunks.push(chunk)
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    let timedOut = false
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true
            child.kill('SIGKILL')
          }, options.timeoutMs)
    child.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code: timedOut ? 124 : (code ?? 1), output: Buffer.concat(chunks).toString('utf8') })
    })
  })
}
