import path from 'node:path'
import type { z } from 'zod'
import type { Identity } from '../contract/api.ts'
import type { CommandName, CommandOutput, Commands, DeskState, Freshness, Push } from '../contract/ipc.ts'
import type { ShellCommandName } from '../contract/shell.ts'
import type { Notice } from './alerts/alerts.ts'
import { createWatch } from './alerts/watch.ts'
import { createHandlers } from './handlers.ts'
import { createLink } from './link.ts'
import type { Link } from './link.ts'
import type { OfferedPort, SerialPortName } from '../contract/scanner-settings.ts'
import type { Timers } from './live/deps.ts'
import type { Log } from './log.ts'
import { momentOf } from './moment.ts'
import type { Moment } from './moment.ts'
import { createStoreClient } from './store/client.ts'
import type { StoreClient } from './store/client.ts'
import { StoreError } from './store/store-error.ts'
import type { StoreTransport } from './store/transport.ts'
import { createServerClock } from './server-clock.ts'
import { trusting } from './trusting.ts'
import { forgotten, identified } from './sync/apply.ts'
import { createCache } from './sync/cache.ts'
import { createDayClock } from './sync/day-clock.ts'
import { createGuestDays } from './sync/guest-days.ts'
import { Model } from './sync/model.ts'
import { createPublisher } from './sync/publish.ts'
import type { Session } from './sync/publish.ts'
import { createScanner } from './sync/scan.ts'

/** Where the server is, and how this desk proves itself; `null` before pairing. */
export interface Access {
  server: string | null
  token: string | null
}

export interface DeskCoreOptions {
  /** Asked at the start, while the cache is read: the system's keyring may take its time. */
  access: () => Promise<Access>
  /** The folder of the cache and the outbox. It is made where it is missing. */
  dataDir: string
  fetch: typeof fetch
  /** Trust in one CA alone; absent where every certificate that the runtime takes will do. */
  pinning?: Pinning
  startStore: StoreTransport
  timers: Timers
  random: () => number
  /** A new UUIDv7. */
  newId: () => string
  /** The system's language as a BCP 47 tag. */
  systemLanguage: string
  /** Ends kiosk mode at the start, for whoever holds the computer and not the PIN. */
  noKiosk?: boolean
  /** Of the app, as a manager sees it. */
  version?: string
  /** Keeps what pairing gave, so that the next start needs no code. */
  saveToken?: (server: string, token: string) => Promise<void>
  /** How a window chooses a serial scanner; absent where there are no windows. */
  serial?: { offered(): OfferedPort[]; choose(id: string | null): SerialPortName | null }
  /** Asks where to keep a text, and keeps it; `false`: nowhere. */
  saveFile?: (name: string, text: string) => Promise<boolean>
  log: Log
}

/** The CA that the server must be of. */
export interface Pinning {
  /** `null` where there is none. Known once `access` is. */
  ca(): string | null
  /** Requests to servers of this CA alone. */
  fetch(ca: string): typeof fetch
  /** From now on, and at every start after. */
  keep(ca: string): void
}

export type CommandHandlers = {
  [N in CommandName]: (input: z.output<Commands[N]['input']>) => Promise<CommandOutput<N>>
}

/** What the desk itself answers; the rest is Electron's to answer, see shell/commands.ts. */
export type CoreHandlers = Omit<CommandHandlers, ShellCommandName>

/** One desk without its windows. Electron's main process runs one; tests and benches run many. */
export interface DeskCore {
  handlers: CoreHandlers
  /** Everything a window must hear, at once and one by one; batching is the listener's. Returns how to stop. */
  onPush(listener: (push: Push) => void): () => void
  /** What is to be told by a notification of the system. */
  onNotice(listener: (notice: Notice) => void): void
  /** Everything that a window shows. */
  state(): DeskState
  /** Whose desk this is and how it is, without its rows. */
  session(): Session
  /** How it is now, for what would end the desk for a while. */
  moment: () => Moment
  /** What does not come of the desk's own work, to every window. */
  tell(push: Push): void
  /** Somebody has looked at the alerts. */
  alertsSeen(): Promise<void>
  /** Resolves when `getState` can answer from the cache; it does not wait for the network. */
  start(): Promise<void>
  /** What was done before is on the disk when it resolves. */
  stop(): Promise<void>
  /** The machine woke up, or its network changed. */
  wake(cause: 'woke_up' | 'network'): void
}

const notPaired: Freshness['connection'] = { state: 'stopped', reason: 'not_paired' }
const revoked: Freshness['connection'] = { state: 'stopped', reason: 'device_revoked' }

/** Why nothing can be kept, as the host is told it. */
function storeTroubleOf(error: unknown): NonNullable<DeskState['storeTrouble']> {
  const code = error instanceof StoreError ? error.code : 'unavailable'
  return code === 'bad_request' || code === 'failed' ? 'unavailable' : code
}

/** Puts store, sync and connection together. Nothing runs before `start`. */
export function createDeskCore(options: DeskCoreOptions): DeskCore {
  const { log } = options
  const model = new Model()
  const clock = createServerClock(options.timers, () => {
    const clockOffsetMs = clock.offsetMs()
    if (clockOffsetMs !== model.clockOffsetMs) {
      log.info('This computer’s clock differs from the server’s', { clockOffsetMs })
      cache
        .write(() => ({ change: { clockOffsetMs }, result: undefined }))
        .catch((error: unknown) => log.warn('The offset of the clock is not kept', { error }))
    }
    if (day.check()) publisher.state()
    guestDays.check()
    publisher.freshness()
    link?.reporter.look()
  })
  const { timers } = clock
  const asking = new Set<string>()
  let client: StoreClient | undefined
  let link: Link | undefined
  let paired: Moment['access'] = null
  /** How the desk is while it has no link. */
  let unlinked = notPaired
  let forgetting: Promise<void> | undefined
  /** Nothing can be kept, as long as that is so; a damaged file is told of until somebody has read it. */
  let cannotKeep: DeskState['storeTrouble']
  let damaged: DeskState['storeTrouble']
  let started = false

  const freshness = (): Freshness => {
    const { connection, freshAt } = link?.connection.freshness() ?? { connection: unlinked, freshAt: null }
    // Before the server was heard the data is as old as the cache says.
    return { connection, freshAt: freshAt ?? model.freshAt, clockOffsetMs: clock.offsetMs() }
  }
  const watch = createWatch({
    cache: { model, write: (plan) => cache.write(plan) },
    timers,
    freshness,
    isCaughtUp: () => link?.connection.isCaughtUp() ?? false,
    api: () => (link?.reachable() ? link.managerApi : null),
    asking,
    systemLanguage: options.systemLanguage,
    onPanel: (panel) => publisher.tell({ kind: 'panel', panel }),
    log,
  })
  const publisher = createPublisher({
    model,
    freshness,
    systemLanguage: options.systemLanguage,
    storeTrouble: () => cannotKeep ?? damaged,
    asking,
  })

  const store = (): StoreClient => {
    client ??= createStoreClient({
      start: () => options.startStore([path.join(options.dataDir, 'desk.sqlite')]),
      everything: () => model.everything(),
      onPutAside: ({ whole, otherKey }) => {
        if (otherKey) damaged = whole ? 'key_lost' : 'key_lost_unsent'
        else damaged = whole ? 'saved' : 'put_aside'
        if (started) publisher.state()
      },
      log,
    })
    return client
  }
  const cache = createCache({
    client: { load: () => store().load(), commit: (change) => store().commit(change) },
    model,
    onChange: (change, touched, activity) => {
      const turned = day.check()
      publisher.changed(change, touched, activity)
      if (turned) publisher.state()
      if (
        Object.keys(change).some((part) => part !== 'alerts' && part !== 'cursor' && part !== 'clockOffsetMs')
      )
        watch.changed()
      // A scan that was just asked says for itself when it is the outbox's.
      if (change.entries?.some(({ attempts }) => attempts === 0)) link?.outbox.kick()
      if (change.entries || change.entriesDone) link?.reporter.look()
      if (turned || change.identity || change.entriesDone) guestDays.check()
    },
    onReload: () => {
      clock.begin(model.clockOffsetMs)
      // A full disk can be read.
      if (cannotKeep !== 'disk_full') cannotKeep = undefined
      day.check()
      publisher.state()
    },
    onKept: kept,
    log,
  })
  function kept(failure: unknown): void {
    const trouble = failure === undefined ? undefined : storeTroubleOf(failure)
    if (trouble === cannotKeep) return
    cannotKeep = trouble
    if (started) publisher.state()
  }
  const day = createDayClock(model, timers, () => {
    publisher.state()
    guestDays.check()
    link?.refresh()
  })
  const guestDays = createGuestDays({ cache, clock, timers: options.timers, log })
  const scanner = createScanner({
    cache,
    server: () => link?.reachable() ?? null,
    clock,
    newId: options.newId,
    asking,
    onSettled: (scanId) => {
      publisher.settled(scanId)
      link?.outbox.kick()
    },
  })

  async function connect(server: string, token: string, identity?: Identity): Promise<void> {
    const before = link
    link = undefined
    // What still comes in for another venue must not be taken for this one's.
    await before?.stop()
    await forgetting
    if (identity) await cache.write((now) => ({ change: identified(now, identity), result: undefined }))
    watch.begin(model.freshAt === null)
    paired = { server, token }
    const { random, newId } = options
    link = createLink({
      version: options.version,
      server,
      token,
      fetch: trusting(options, undefined).fetch,
      clock,
      ownTimers: options.timers,
      random,
      newId,
      cache,
      asking,
      onApplied: watch.hear,
      onChange: () => {
        publisher.freshness()
        watch.changed()
      },
      onRevoked: () => {
        forgetting = forget(server)
      },
      log,
    })
    link.connection.setRealTime(model.settings.realTime)
    link.connection.start()
    link.outbox.kick()
  }

  /** A revoked desk keeps nothing of its venue. Where that fails, the next start is told the same and does it. */
  async function forget(server: string): Promise<void> {
    const before = link
    link = undefined
    unlinked = revoked
    paired = null
    watch.forget()
    try {
      await before?.stop()
      const unsent = await cache.write((now) => ({ change: forgotten(now), result: now.entries.size }))
      log.warn('This desk was revoked: what it held of the venue is forgotten', { server, unsent })
    } catch (error) {
      log.error('This desk was revoked, and what it held could not be forgotten', { error })
    }
    publisher.freshness()
  }

  return {
    handlers: createHandlers({
      ...options,
      clock,
      cache,
      scanner,
      publisher,
      watch,
      link: () => link,
      readGuest: (input) => store().guest(input),
      connect,
      forgetDamage: () => {
        damaged = undefined
        publisher.state()
      },
    }),
    onPush: publisher.onPush,
    onNotice: watch.onNotice,
    state: publisher.stateNow,
    session: publisher.sessionNow,
    moment: () => {
      const { connection } = freshness()
      return momentOf({ now: timers.now(), access: paired, connection, model, asking })
    },
    tell: publisher.tell,
    alertsSeen: watch.seen,
    start: async () => {
      const asked = options.access()
      try {
        await cache.load()
        clock.begin(model.clockOffsetMs)
        day.check()
        if (options.noKiosk === true && model.settings.kiosk) {
          await cache.write((now) => ({
            change: { settings: { ...now.settings, kiosk: false } },
            result: undefined,
          }))
          log.warn('Kiosk mode was ended by --no-kiosk')
        }
      } catch (error) {
        // The desk opens all the same, and reads the file again at the next change.
        log.error('the cache could not be read', { error })
        cannotKeep = storeTroubleOf(error)
      }
      started = true
      guestDays.begin()
      const { server, token } = await asked
      if (server !== null && token !== null) await connect(server, token)
    },
    stop: async () => {
      day.stop()
      guestDays.stop()
      watch.stop()
      await link?.stop()
      await forgetting
      await cache.settled()
      await client?.stop()
    },
    wake: (cause) => {
      if (day.check()) {
        publisher.state()
        guestDays.check()
        link?.refresh()
      }
      link?.connection.wake(cause)
    },
  }
}
