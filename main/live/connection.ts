import type { ConnectionState, DownCause, StopReason } from '../../contract/connection.ts'
import type { Connected } from '../../contract/events.ts'
import { retryDelayMs } from './backoff.ts'
import { createCatchUp } from './catch-up.ts'
import type { Connection, ConnectionDeps } from './deps.ts'
import { openEventStream, silenceMs } from './event-stream.ts'
import type { EventStream } from './event-stream.ts'
import { failureOf } from './failure.ts'
import type { Failure } from './failure.ts'
import { createFreshness } from './freshness.ts'
import { createInbox } from './inbox.ts'
import { createPolling, pollEveryMs } from './polling.ts'

/** From this many failures in a row on, polling carries the desk. */
const pollAfter = 5
/** Listeners hear of fresh data at most this often before the server has said how often its heart beats. */
const defaultHeartbeatMs = 30_000

/*
 *            start                        `connected` is parsed: failures = 0
 *              |         .----------------------------------------------------------------.
 *              v         |                                                                v
 *        +--------------------+   wake-up, network change: the stream is not trusted   +------+
 *        |    reconnecting    |<-------------------------------------------------------| live |
 *        |   0 to 4 failures  |<-------------------------------------------------------|      |
 *        +--------------------+      the stream ends, is silent for 2.5 heartbeats,    +------+
 *              |                     or the store does not take what it brings            ^
 *              | fifth failure: a poll at once, then every 120 s                          |
 *              v                                                                          |
 *        +-----------+  a poll fails   +-----------+    `connected` is parsed:            |
 *        |  polling  |---------------->|  offline  |    polling ends                      |
 *        |           |<----------------|           |                                      |
 *        +-----------+  a poll works   +-----------+                                      |
 *              |                             |                                            |
 *              '-----------------------------'--------------------------------------------'
 *
 *   Each of the three that are not live waits (`retryAt` says until when: 3, 6, 12, 24, 48, 60, 60 ... s) or has a
 *   try under way (`retryAt` is null). With real time off there are no tries: polling and offline only, with
 *   the cause real_time_off. Any 401 or 403, to whatever request, leads to `stopped`, for good; a 403 only when
 *   the token is not simply another venue's: then the cache is changed for that venue's, and it begins again.
 */
export function createConnection(deps: ConnectionDeps): Connection {
  const { timers, sink, log } = deps
  const freshness = createFreshness(timers, log, {
    state: 'reconnecting',
    failures: 0,
    retryAt: null,
    cause: 'starting',
  })
  const inbox = createInbox({
    timers,
    sink,
    log,
    onApplied: confirm,
    onProblem: (error) => failed(failureOf(error)),
  })
  const catchUp = createCatchUp({ api: deps.api, sink, inbox, log })
  const polling = createPolling({ timers, poll: catchUp.poll, heldUntil: () => heldUntil, onResult: onPoll })

  /** The try or the stream that counts; what an earlier one still says is not listened to. */
  let attempt: { stream?: EventStream } | undefined
  let retryTimer: unknown
  /** Before this instant the server wants to hear nothing (`Retry-After`). */
  let heldUntil = 0
  let pollWorks: boolean | undefined
  let heartbeatMs = defaultHeartbeatMs
  /** The log's end when the stream began: what it brings up to there happened before. */
  let logEnd = 0
  let realTime = true
  let started = false
  let closed = false

  /** How the desk is while there is no stream: what polling can do decides between the three. */
  function down(failures: number, retryAt: number | null, cause: DownCause): ConnectionState {
    const state = pollWorks === undefined ? 'reconnecting' : pollWorks ? 'polling' : 'offline'
    return { state, failures, cause, retryAt: retryAt === null ? null : new Date(retryAt).toISOString() }
  }

  function failuresSoFar(): number {
    const state = freshness.state()
    return 'failures' in state ? state.failures : 0
  }

  /** Ends the try, the stream and the wait that there may be, so that there is never more than one. */
  function abandon(): void {
    attempt?.stream?.close()
    attempt = undefined
    inbox.detach()
    if (retryTimer !== undefined) timers.clearTimeout(retryTimer)
    retryTimer = undefined
  }

  function tryNow(cause: DownCause): void {
    const failures = failuresSoFar()
    abandon()
    const mine: { stream?: EventStream } = {}
    attempt = mine
    freshness.set(down(failures, null, cause))
    catchUp.prepare().then(
      (businessId) => attempt === mine && open(mine, businessId),
      (error: unknown) => attempt === mine && failed(failureOf(error)),
    )
  }

  function open(mine: { stream?: EventStream }, businessId: number): void {
    const cursor = sink.cursor() ?? 0
    mine.stream = openEventStream({
      fetch: deps.fetch,
      server: deps.server,
      token: deps.token,
      businessId,
      cursor,
      epoch: sink.epoch(),
      timers,
      room: inbox.room,
      onConnected: (connected) => attempt === mine && onConnected(connected, cursor),
      onEvent: inbox.event,
      onReset: inbox.refresh,
      onBytes: confirm,
      onEnd: (failure) => attempt === mine && failed(failure),
    })
  }

  function onConnected(connected: Connected, cursor: number): void {
    polling.stop()
    pollWorks = undefined
    heldUntil = 0
    heartbeatMs = connected.heartbeatMs
    logEnd = connected.cursor
    log.info('Live', { connectionId: connected.connectionId, cursor, serverCursor: connected.cursor })
    // A server that was restored from a backup knows less than we do; its word counts.
    if (connected.cursor < cursor) inbox.refresh()
    const since = new Date(timers.now()).toISOString()
    freshness.set({ state: 'live', since }, hasAll())
    refreshIdentity()
  }

  /** Beside the stream, so that it delays nothing. Of its failures only those count that say who we are not. */
  function refreshIdentity(): void {
    catchUp.identify().catch((error: unknown) => {
      const { stop, message } = failureOf(error)
      if (closed) return
      if (stop) stopped(stop)
      else log.warn('The desk’s identity was not refreshed', { message })
    })
  }

  /** Whether all that the stream has to bring so far is in the store: its first bytes may come long before the rest. */
  function hasAll(): boolean {
    return inbox.settled() && (sink.cursor() ?? 0) >= logEnd
  }

  function confirm(): void {
    // Several events a second are not as many messages to the screen.
    if (freshness.state().state === 'live' && hasAll()) freshness.confirm(heartbeatMs * 0.8)
  }

  function failed(failure: Failure): void {
    if (!attempt) return
    abandon()
    const failures = failuresSoFar() + 1
    log.warn('No stream', { cause: failure.cause, failures, message: failure.message })
    if (failure.stop) {
      stopped(failure.stop)
      return
    }
    const delay = retryDelayMs(failures, deps.random(), failure)
    const retryAt = timers.now() + delay
    if (failure.retryAfterMs !== undefined) heldUntil = retryAt
    retryTimer = timers.setTimeout(() => tryNow(failure.cause), delay)
    freshness.set(down(failures, retryAt, failure.cause))
    if (failures >= pollAfter) polling.start()
  }

  function onPoll(failure: Failure | undefined): void {
    if (failure) log.warn('A poll failed', { cause: failure.cause, message: failure.message })
    if (failure?.stop) {
      stopped(failure.stop)
      return
    }
    const state = freshness.state()
    if (!('failures' in state)) return
    pollWorks = failure === undefined
    const retryAt = state.retryAt === null ? null : Date.parse(state.retryAt)
    freshness.set(down(state.failures, retryAt, state.cause), pollWorks)
  }

  /** Only pairing again helps, unless the token is another venue's than what is in the cache: that gives way. */
  function stopped(reason: StopReason): void {
    if (reason !== 'forbidden') {
      halt(reason)
      return
    }
    abandon()
    polling.stop()
    const mine = {}
    attempt = mine
    const before = sink.businessId()
    catchUp.identify().then(
      () => {
        if (attempt !== mine) return
        if (sink.businessId() === before) halt(reason)
        else {
          log.warn('The token is another venue’s: what this desk held of the first is forgotten')
          begin()
        }
      },
      (error: unknown) => {
        if (attempt !== mine) return
        const failure = failureOf(error)
        if (failure.stop) halt(failure.stop)
        else failed(failure)
      },
    )
  }

  function begin(): void {
    if (realTime) tryNow('starting')
    else pollOnly()
  }

  function halt(reason: StopReason): void {
    abandon()
    polling.stop()
    log.error('The server does not know this desk any more: pair it again', { reason })
    freshness.set({ state: 'stopped', reason })
  }

  function pollOnly(): void {
    // A stream that was live until now has confirmed what a poll would.
    if (freshness.state().state === 'live') pollWorks = true
    abandon()
    freshness.set(down(0, null, 'real_time_off'))
    polling.start()
  }

  const active = () => started && !closed && freshness.state().state !== 'stopped'

  return {
    start() {
      if (started || closed) return
      started = true
      begin()
    },
    async stop() {
      closed = true
      abandon()
      polling.stop()
      await inbox.stop()
    },
    retryNow() {
      const state = freshness.state()
      if (!active()) return
      if (!realTime) polling.now()
      else if ('retryAt' in state && state.retryAt !== null) tryNow(state.cause)
    },
    wake(cause) {
      if (!active()) return
      if (!realTime) polling.now()
      // The host may override what the server asked for; a flapping network may not.
      else if (retryTimer === undefined || timers.now() >= heldUntil) tryNow(cause)
    },
    setRealTime(on) {
      if (realTime === on) return
      realTime = on
      if (!active()) return
      if (!on) {
        pollOnly()
        return
      }
      polling.stop()
      pollWorks = undefined
      tryNow('starting')
    },
    freshness: freshness.get,
    isCaughtUp() {
      // A computer that slept may run other timers before it says that it woke up: only the clock knows.
      const withinMs = freshness.state().state === 'live' ? silenceMs(heartbeatMs) : pollEveryMs * 1.5
      return !inbox.stale() && freshness.isConfirmed(withinMs)
    },
    onChange: freshness.onChange,
  }
}
