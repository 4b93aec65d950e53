import { StoreError, unavailable } from './store-error.ts'
import { replySchema } from './envelope.ts'
import type { Request, StoreErrorCode } from './envelope.ts'
import type { ChildChannel } from './transport.ts'
import type { Log } from '../log.ts'

export interface SupervisorOptions {
  start: () => ChildChannel
  /** Told each time that the process is ready. What it returns is asked before everything that waits. */
  onReady: (info: unknown) => readonly unknown[]
  log: Log
}

export interface Supervisor {
  /**
   * Asks the process, and asks again after it has died: what is asked must be safe to be done twice.
   * Rejects with a `StoreError`: what the process answered, or `unavailable` when it dies again and again.
   */
  request(body: unknown): Promise<unknown>
  /** Asks one last thing, after whose answer nothing is left to do, and ends the process. */
  stop(lastRequest: unknown): Promise<void>
}

interface Pending {
  request: Request
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

const giveUpAfter = 5
const firstRestartMs = 50
const longestRestartMs = 5_000
/** A process that says nothing for so long hangs, and is ended. */
const silenceMs = 20_000
const stopMs = 3_000

/**
 * Keeps a process alive that answers questions in their order. It does not know what they mean.
 *
 *   start -> ready -> (answers) -> exit -> wait -> start …
 *
 * Every question that had no answer is asked again, in the same order, when the process is ready again. After
 * five deaths without an answer between them, or one that said why it cannot be, the questions are refused, and starting
 * goes on more slowly.
 */
export function supervise({ start, onReady, log }: SupervisorOptions): Supervisor {
  let child: ChildChannel | undefined
  let ready = false
  let stopping = false
  let failures = 0
  /** Why the last one could not begin. */
  let cannot: StoreErrorCode | undefined
  let lastId = 0
  let restart: ReturnType<typeof setTimeout> | undefined
  let watchdog: ReturnType<typeof setTimeout> | undefined
  let onEnd: (() => void) | undefined
  let pending = new Map<number, Pending>()

  function launch(): void {
    const started = start()
    child = started
    ready = false
    started.onMessage((message) => {
      if (child === started) hear(message)
    })
    started.onExit((code) => {
      if (child === started) ended(code)
    })
    watch()
  }

  function hear(message: unknown): void {
    const reply = replySchema.safeParse(message)
    if (!reply.success) {
      log.error('the store said something that is no reply', { error: reply.error })
      return
    }
    if (reply.data.kind === 'ready') {
      askFirst(onReady(reply.data.info))
      ready = true
      cannot = undefined
      if (pending.size === 0) failures = 0
      for (const { request } of pending.values()) child?.send(request)
    } else if (reply.data.kind === 'cannot') {
      const { code, message } = reply.data
      log.error('the store cannot begin', { code, message })
      cannot = code
      // It has waited for whoever held the file, and no disk gets empty within a second: nobody is kept waiting.
      failures = Math.max(failures, giveUpAfter - 1)
      child?.kill()
    } else {
      failures = 0
      const asked = pending.get(reply.data.id)
      pending.delete(reply.data.id)
      if (reply.data.kind === 'value') asked?.resolve(reply.data.value)
      else asked?.reject(new StoreError(reply.data.code, reply.data.message))
    }
    watch()
  }

  /** Kept among the waiting, so that they too are asked again when the process dies before it has answered. */
  function askFirst(bodies: readonly unknown[]): void {
    const first = bodies.map((body): [number, Pending] => {
      const request = { id: ++lastId, body }
      const reject = (error: Error) => log.error('the store could not be put in order', { error })
      return [request.id, { request, resolve: () => undefined, reject }]
    })
    pending = new Map([...first, ...pending])
  }

  function ended(code: number | null): void {
    child = undefined
    ready = false
    clearTimeout(watchdog)
    if (stopping) {
      refuseAll()
      onEnd?.()
      return
    }
    failures += 1
    log.warn('the store ended and is started again', { code, failures })
    if (failures >= giveUpAfter) refuseAll()
    restart = setTimeout(launch, Math.min(firstRestartMs * 2 ** (failures - 1), longestRestartMs))
  }

  function refuseAll(): void {
    const refused = [...pending.values()]
    pending.clear()
    for (const { reject } of refused) reject(unavailable(cannot))
  }

  function watch(): void {
    clearTimeout(watchdog)
    if (!child || (ready && pending.size === 0)) return
    watchdog = setTimeout(() => {
      log.error('the store does not answer and is ended', { waiting: pending.size })
      child?.kill()
    }, silenceMs)
  }

  function request(body: unknown): Promise<unknown> {
    if (failures >= giveUpAfter || stopping) return Promise.reject(unavailable(cannot))
    return new Promise((resolve, reject) => {
      const asked = { id: ++lastId, body }
      const idle = pending.size === 0
      pending.set(asked.id, { request: asked, resolve, reject })
      if (ready) child?.send(asked)
      if (idle) watch()
    })
  }

  async function stop(lastRequest: unknown): Promise<void> {
    if (stopping) return
    const last = child && failures < giveUpAfter ? request(lastRequest) : Promise.resolve()
    stopping = true
    clearTimeout(restart)
    const end = new Promise<void>((resolve) => (onEnd = resolve))
    const limit = setTimeout(() => {
      log.error('the store did not end when it was asked to', { waiting: pending.size })
      child?.kill()
    }, stopMs)
    await last.catch((error: unknown) => log.error('the store could not be closed', { error }))
    // It has nothing more to say, and nothing open.
    child?.kill()
    if (child) await end
    clearTimeout(limit)
    clearTimeout(watchdog)
    refuseAll()
  }

  launch()
  return { request, stop }
}
