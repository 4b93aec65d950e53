import type { DeskReport } from '../../contract/presence.ts'
import { HttpProblem } from '../http/errors.ts'
import type { Log } from '../log.ts'
import type { Timers } from './deps.ts'

/** A change is told at most so often. */
const atMostEveryMs = 5_000
/** How far the desk has come is told so often, also when nothing else has changed. */
const atLeastEveryMs = 30_000

export interface Reporter {
  /** Something of what is reported may be another now, or the server is within reach again. */
  look(): void
  stop(): void
}

export interface ReporterDeps {
  timers: Timers
  /** What there is to say, without how long it takes to say it; `null` while the server is not within reach. */
  reportNow(): Omit<DeskReport, 'latencyMs'> | null
  send(report: DeskReport): Promise<void>
  log: Log
}

/** Tells the server how this desk is, so that a manager sees it: at once when it changes, and every half a minute. */
export function createReporter(deps: ReporterDeps): Reporter {
  const { timers, log } = deps
  let timer: unknown
  let busy = false
  let stopped = false
  let sentAt = Number.NEGATIVE_INFINITY
  let said = ''
  let latencyMs: number | undefined

  function schedule(ms: number): void {
    if (timer !== undefined) timers.clearTimeout(timer)
    timer = timers.setTimeout(() => void report(), ms)
  }

  function next(ms: number): void {
    if (!stopped) schedule(ms)
  }

  async function report(): Promise<void> {
    timer = undefined
    const now = deps.reportNow()
    // Whoever is out of reach looks again when they are back.
    if (now === null || busy || stopped) return
    busy = true
    sentAt = timers.now()
    said = summary(now)
    try {
      await deps.send({ ...now, ...(latencyMs !== undefined && { latencyMs }) })
      const isFirst = latencyMs === undefined
      latencyMs = Math.max(0, Math.round(timers.now() - sentAt))
      // The first could not say how long it would take.
      next(isFirst ? atMostEveryMs : atLeastEveryMs)
    } catch (error) {
      log.debug('How this desk is could not be reported', { error })
      // A server from before there were reports will not have learnt to take them in half a minute.
      if (error instanceof HttpProblem && error.status === 404) stopped = true
      next(atLeastEveryMs)
    } finally {
      busy = false
    }
    look()
  }

  function look(): void {
    const now = deps.reportNow()
    if (now === null || stopped || busy) return
    if (timer !== undefined && summary(now) === said) return
    schedule(Math.max(0, sentAt + atMostEveryMs - timers.now()))
  }

  return {
    look,
    stop() {
      stopped = true
      if (timer !== undefined) timers.clearTimeout(timer)
    },
  }
}

/** What is told as soon as it changes: not the cursor, which moves with every guest. */
function summary({ version, outbox, clockOffsetMs, polling }: Omit<DeskReport, 'latencyMs'>): string {
  return `${version} ${outbox.waiting} ${outbox.setAside} ${clockOffsetMs ?? ''} ${polling ?? ''}`
}
