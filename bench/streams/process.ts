import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { Failure } from '../../scripts/failure.ts'

/** A process of the bench that is asked and answers, one thing at a time. */
export interface Asked<Ask, Answer> {
  ask(what: Ask): Promise<Answer>
  /** What it says without being asked. */
  next(): Promise<Answer>
  stop(): Promise<void>
}

/** Whether each process can have a core of its own. */
export const pinning: { possible: true } | { possible: false; reason: string } = pinningHere()

function pinningHere(): typeof pinning {
  if (os.cpus().length < 2) return { possible: false, reason: 'this machine has one core' }
  try {
    execFileSync('taskset', ['-c', '0,1', 'true'], { stdio: 'ignore' })
    return { possible: true }
  } catch {
    return { possible: false, reason: 'taskset is not there' }
  }
}

/** Throws a Failure where a process may not open so many connections. */
export function checkOpenFiles(connections: number): void {
  // Node raises the soft limit to the hard one by itself.
  const hard = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim()
  const needed = connections + 200
  if (hard !== 'unlimited' && Number(hard) < needed) {
    throw new Failure(
      `A process may open ${hard} files here, and ${connections} streams need ${needed}. ` +
        `Raise it with "ulimit -n ${needed}" as root, or measure fewer with --subscribers.`,
    )
  }
}

/** Starts a file of bench/streams on a core, its messages in the order in which they come. */
export function startAsked<Ask extends object, Answer extends object>(
  file: string,
  core: 0 | 1,
  args: string[] = [],
): Asked<Ask, Answer> {
  // The young generation as small as `npm run server` has it: else what grows with connecting is taken for the streams'.
  const command = [
    process.execPath,
    '--max-semi-space-size=2',
    '--expose-gc',
    path.join(import.meta.dirname, file),
    ...args,
  ]
  const pinned = pinning.possible ? ['taskset', '-c', String(core), ...command] : command
  const [program = process.execPath, ...rest] = pinned
  const child: ChildProcess = spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const said: Answer[] = []
  const waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = []
  let ended: Error | undefined
  child.on('message', (message) => {
    // Both ends are ours, and of the same checkout.
    const answer = message as Answer
    const first = waiting.shift()
    if (first) first.resolve(answer)
    else said.push(answer)
  })
  child.on('exit', (code, signal) => {
    ended = new Error(`${file} ended (${signal ?? String(code)})`)
    for (const { reject } of waiting.splice(0)) reject(ended)
  })
  const next = (): Promise<Answer> => {
    const first = said.shift()
    if (first) return Promise.resolve(first)
    if (ended) return Promise.reject(ended)
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
  }
  return {
    next,
    ask(what) {
      child.send(what)
      return next()
    },
    async stop() {
      if (ended) return
      const exit = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await exit
    },
  }
}
