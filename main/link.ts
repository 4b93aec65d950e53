import type { Applied } from './alerts/seen.ts'
import { createApi } from './http/api.ts'
import type { Api } from './http/api.ts'
import { createManagerApi } from './http/manager-api.ts'
import type { ManagerApi } from './http/manager-api.ts'
import { createConnection } from './live/connection.ts'
import type { Connection, Timers } from './live/deps.ts'
import { createReporter } from './live/reporter.ts'
import type { Reporter } from './live/reporter.ts'
import type { Log } from './log.ts'
import type { ServerClock } from './server-clock.ts'
import { createSink } from './sync/apply.ts'
import type { Cache } from './sync/cache.ts'
import { createOutbox } from './sync/outbox.ts'
import type { Outbox } from './sync/outbox.ts'

export interface LinkOptions {
  server: string
  token: string
  fetch: typeof fetch
  clock: ServerClock
  /** This computer's own clock, for how long things take. */
  ownTimers: Timers
  random: () => number
  newId: () => string
  cache: Cache
  asking: ReadonlySet<string>
  /** Of the app; absent where it is no app that runs. */
  version?: string | undefined
  /** Events are in the cache. */
  onApplied: (applied: readonly Applied[]) => void
  /** How fresh the desk is has changed. */
  onChange: () => void
  /** A manager took this desk's access away. Told once. */
  onRevoked: () => void
  log: Log
}

/** All that speaks to one server under one token. Pairing again makes another. */
export interface Link {
  /** The server whether it is known to answer or not. */
  api: Api
  server: string
  connection: Connection
  outbox: Outbox
  reporter: Reporter
  /** What a manager asks for is asked at once, however the connection stands. */
  managerApi: ManagerApi
  /** The server where it can be asked now; `null` while it is not known to answer. */
  reachable(): Api | null
  /** Fetches everything again, as at a new day of the venue. */
  refresh(): void
  stop(): Promise<void>
}

export function createLink(options: LinkOptions): Link {
  const { cache, clock, random, newId, asking, log } = options
  const { timers } = clock
  const closing = new AbortController()
  const fetch = clock.listening(options.fetch)
  const apiOptions = { ...options, fetch, signal: closing.signal }
  const api = createApi(apiOptions)

  /** Beside the connection, which will hear of the same trouble by itself. */
  function aside(work: Promise<void>, what: string): void {
    work.catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      if (!closing.signal.aborted) log.warn(`${what} could not be fetched`, { error: reason })
    })
  }
  const onSettingsChanged = (): void =>
    aside(
      api.identity().then((identity) => sink.identify(identity)),
      'the venue’s settings',
    )
  const { onApplied } = options
  const sink = createSink({ cache, api, timers, asking, onSettingsChanged, onApplied })
  const connection = createConnection({ ...options, fetch, timers, api, sink })
  const isUp = (): boolean => ['live', 'polling'].includes(connection.freshness().connection.state)
  const outbox = createOutbox({
    cache,
    api,
    isUp,
    timers,
    clockOffsetMs: () => (clock.isSure() ? clock.offsetMs() : null),
    random,
    newId,
    asking,
    log,
  })

  const reporter = createReporter({
    timers: options.ownTimers,
    reportNow: () => {
      const entries = [...cache.model.entries.values()].filter(({ id }) => !asking.has(id))
      const setAside = entries.filter((entry) => entry.setAside !== null).length
      const { cursor } = cache.model
      if (!isUp() || cursor === null) return null
      const version = options.version ?? 'unknown'
      return {
        version,
        outbox: { waiting: entries.length - setAside, setAside },
        cursor,
        ...(clock.isSure() && { clockOffsetMs: clock.offsetMs() }),
        ...(connection.freshness().connection.state === 'polling' && { polling: true }),
      }
    },
    send: (report) => api.report(report),
    log,
  })

  let wasUp = false
  const forget = connection.onChange((freshness) => {
    const up = isUp()
    if (up && !wasUp) outbox.retry()
    wasUp = up
    reporter.look()
    options.onChange()
    const { connection: state } = freshness
    if (state.state === 'stopped' && state.reason === 'device_revoked') options.onRevoked()
  })

  return {
    api,
    server: options.server,
    connection,
    outbox,
    reporter,
    managerApi: createManagerApi(apiOptions),
    reachable: () => (isUp() ? api : null),
    refresh: () => {
      if (isUp()) aside(sink.snapshot(), 'the new day')
    },
    stop: async () => {
      forget()
      reporter.stop()
      closing.abort()
      await Promise.all([connection.stop(), outbox.stop()])
    },
  }
}
