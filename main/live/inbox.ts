import { z } from 'zod'
import { deskEventSchema } from '../../contract/events.ts'
import type { DeskEvent } from '../../contract/events.ts'
import { ladderMs } from './backoff.ts'
import { GapError } from './deps.ts'
import type { Sink, Timers } from './deps.ts'
import type { Log } from '../log.ts'
import { parseJson } from './event-stream.ts'

/** Events that wait before the stream is held back. */
const fullAt = 1_000
/** Snapshots that the stream asks for further apart than this are no series. */
const calmMs = 300_000

export interface InboxDeps {
  timers: Timers
  sink: Sink
  log: Log
  /** Events are in the store. */
  onApplied: () => void
  /** The store or a snapshot failed, while it worked on what the stream brought. */
  onProblem: (error: unknown) => void
}

export interface Inbox {
  /** One frame's data. What arrives in one turn of the event loop is applied in one call, in order. */
  event: (data: string) => void
  /** The stream said that its events do not follow what we have. */
  refresh: () => void
  /** Resolves when more may be put in. */
  room: () => Promise<void>
  /** What we have is not what the server has: only a snapshot helps. */
  stale(): boolean
  /** Nothing waits, and nothing is missing. */
  settled(): boolean
  /** Takes a snapshot now. */
  snapshot(): Promise<void>
  /** Applies a page of the log; a snapshot where it does not follow. */
  apply(events: DeskEvent[]): Promise<void>
  /** Runs a job alone: the sink is never called twice at the same time. */
  run<T>(job: () => Promise<T>): Promise<T>
  /** The stream is closed: what has arrived is applied, snapshots wait for the next try. */
  detach(): void
  /** Resolves when the job under way is done; none begins after it. */
  stop(): Promise<void>
}

type Item = DeskEvent | 'snapshot'

/** What stands between the stream and the sink: a queue with a bound, and one snapshot for whatever went wrong. */
export function createInbox({ timers, sink, log, onApplied, onProblem }: InboxDeps): Inbox {
  let queue: Item[] = []
  let lane: Promise<unknown> = Promise.resolve()
  let waiters: (() => void)[] = []
  let turn: NodeJS.Immediate | undefined
  let timer: unknown
  let draining = false
  let stopped = false
  let isStale = false
  let applying = false
  /** Snapshots that the stream asked for, one soon after another. */
  let series = { length: 0, at: 0 }

  function run<T>(job: () => Promise<T>): Promise<T> {
    const result = lane.then(() => {
      if (stopped) throw new Error('The connection was stopped.')
      return job()
    })
    lane = result.catch(() => undefined)
    return result
  }

  function put(item: Item): void {
    // Until the snapshot is asked for, whatever comes will be in it.
    if (stopped || timer !== undefined) return
    queue.push(item)
    schedule()
  }

  function schedule(): void {
    if (!draining && !turn) turn = setImmediate(() => void drain())
  }

  async function drain(): Promise<void> {
    turn = undefined
    draining = true
    try {
      while (queue.length > 0) {
        await run(step)
        release()
      }
    } catch (error) {
      queue = []
      if (!stopped) onProblem(error)
    } finally {
      draining = false
      release()
    }
  }

  async function step(): Promise<void> {
    const marker = queue.indexOf('snapshot')
    if (marker === 0) {
      await snapshotInTurn()
      return
    }
    const items = queue.splice(0, marker === -1 ? queue.length : marker)
    const batch = items.filter((item) => item !== 'snapshot')
    // A batch that a snapshot overtook is empty.
    if (batch.length > 0 && !(await applied(batch))) queue.unshift('snapshot')
  }

  /** Whether they followed what we have. */
  async function applied(events: DeskEvent[]): Promise<boolean> {
    applying = true
    try {
      await sink.apply(events)
    } catch (error) {
      if (!(error instanceof GapError)) throw error
      log.warn(error.message)
      return false
    } finally {
      applying = false
    }
    onApplied()
    return true
  }

  /** The first of a series at once, the next ones further and further apart: a stream of bad events costs little. */
  async function snapshotInTurn(): Promise<void> {
    isStale = true
    if (timers.now() - series.at > calmMs) series.length = 0
    const wait = series.length === 0 ? 0 : series.at + ladderMs(series.length) - timers.now()
    if (wait > 0) {
      queue = []
      timer = timers.setTimeout(() => {
        timer = undefined
        put('snapshot')
      }, wait)
      return
    }
    series = { length: series.length + 1, at: timers.now() }
    await takeSnapshot()
  }

  async function takeSnapshot(): Promise<void> {
    // What has come so far was published before the snapshot is asked for, so it is in it.
    queue = []
    clearTimer()
    isStale = true
    await sink.snapshot()
    isStale = false
  }

  function clearTimer(): void {
    if (timer !== undefined) timers.clearTimeout(timer)
    timer = undefined
  }

  function release(): void {
    if (queue.length >= fullAt) return
    for (const go of waiters) go()
    waiters = []
  }

  return {
    event(data) {
      const parsed = deskEventSchema.safeParse(parseJson(data))
      if (!parsed.success)
        log.warn('An event is not understood; a snapshot takes its place', {
          why: z.prettifyError(parsed.error),
        })
      put(parsed.success ? parsed.data : 'snapshot')
    },
    refresh: () => put('snapshot'),
    room: () =>
      queue.length < fullAt ? Promise.resolve() : new Promise((resolve) => waiters.push(() => resolve())),
    stale: () => isStale,
    settled: () => !isStale && !applying && queue.length === 0,
    snapshot: () => run(takeSnapshot),
    apply: (events) =>
      run(async () => {
        if (!(await applied(events))) await takeSnapshot()
      }),
    run,
    detach: clearTimer,
    async stop() {
      stopped = true
      queue = []
      clearTimer()
      if (turn) clearImmediate(turn)
      release()
      await lane
    },
  }
}
