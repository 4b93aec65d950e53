import { isDeepStrictEqual } from 'node:util'
import type { UpdateState } from '../../contract/shell.ts'
import type { Timers } from '../live/deps.ts'
import type { Log } from '../log.ts'
import type { Moment } from '../moment.ts'
import { Refused } from '../sync/refused.ts'
import { updateTime } from './update-time.ts'

type Failed = Extract<UpdateState, { state: 'failed' }>

/** An update that could not be had, and why. */
export class UpdateTrouble extends Error {
  readonly why: Failed['why']

  constructor(why: Failed['why'], cause: unknown) {
    super(`There is no update: ${why}`, { cause })
    this.name = 'UpdateTrouble'
    this.why = why
  }
}

/** What fetches releases and puts them in the place of the app. */
export interface Updater {
  /** It ends the app by itself as it installs, and cannot install while the app is ending. */
  quitsItself: boolean
  /**
   * Looks for a release that is newer than this app, downloads and verifies it.
   * @throws {UpdateTrouble}
   */
  fetch(
    access: NonNullable<Moment['access']>,
    heard: Heard,
  ): Promise<'newest' | 'not_offered' | { version: string }>
  /** Installs what was fetched, as the last thing that the app does. */
  install(options: { restart: boolean }): void
}

export interface Heard {
  found: (version: string) => void
  progress: (percent: number) => void
}

export interface UpdatesOptions {
  /** Absent where this desk cannot replace itself. It is loaded when it is first needed. */
  openUpdater?: () => Promise<Updater>
  moment: () => Moment
  timers: Timers
  /** The version that was installed last, whatever came of it. */
  tried: { read: () => Promise<string | null>; write: (version: string) => Promise<void> }
  tell: (state: UpdateState) => void
  quit: () => void
  log: Log
}

export interface Updates {
  state: () => UpdateState
  /** The window is there: from now on it looks for updates, and installs them when it may. */
  start: () => void
  /** Something is otherwise now at the desk. */
  consider: () => void
  /** The host wants to know now. */
  lookNow: () => void
  /** The host wants it now. Throws a `Refused` where it may not be. */
  installNow: () => Promise<void>
  screenBusy: (busy: boolean) => void
  /** The desk has ended in good order: installs what is ready where that was asked for, or may be done now. */
  ending: () => Promise<void>
}

/** Whether this app can replace itself. A deb belongs to whoever looks after the system's packages. */
export function canReplaceItself(packaged: boolean, environment: NodeJS.ProcessEnv): boolean {
  return packaged && (process.platform !== 'linux' || environment.APPIMAGE !== undefined)
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const betweenLooksMs = 6 * hourMs
const afterFailureMs = hourMs

/** Keeps the app new: from the venue's own server, and never while it is at work. */
export function createUpdates(options: UpdatesOptions): Updates {
  const { openUpdater, moment, timers, log } = options
  let state: UpdateState = openUpdater
    ? { state: 'newest', offered: true, checkedAt: null }
    : { state: 'off' }
  let updater: Updater | undefined
  let started = false
  let looking = false
  let nextLookAt = 0
  /** What is downloaded, and whether it was installed before without effect. */
  let ready: { version: string; tried: boolean } | undefined
  let busy = false
  let restarting = false

  function become(next: UpdateState): void {
    if (isDeepStrictEqual(next, state)) return
    state = next
    options.tell(next)
  }

  function becomeReady({ version, tried }: NonNullable<typeof ready>): void {
    const { hold, at } = updateTime(moment())
    const waits = hold ?? (busy ? 'busy' : null)
    const installAt = tried || waits === 'busy' ? null : new Date(at).toISOString()
    become({ state: 'ready', version, hold: waits, installAt, tried })
  }

  function fail(why: Failed['why']): void {
    nextLookAt = moment().now + afterFailureMs
    become({ state: 'failed', why, retryAt: new Date(nextLookAt).toISOString() })
  }

  async function look(open: () => Promise<Updater>, access: NonNullable<Moment['access']>): Promise<void> {
    looking = true
    let found = ''
    try {
      updater ??= await open()
      const answer = await updater.fetch(access, {
        found: (version) => {
          if (version === ready?.version) return
          found = version
          ready = undefined
          become({ state: 'downloading', version, percent: 0 })
        },
        progress: (percent) => {
          if (!ready) become({ state: 'downloading', version: found, percent: Math.round(percent) })
        },
      })
      const { now } = moment()
      nextLookAt = now + betweenLooksMs
      if (answer === 'newest' || answer === 'not_offered') {
        ready = undefined
        become({
          state: 'newest',
          offered: answer === 'newest',
          checkedAt: new Date(now).toISOString(),
        })
      } else if (answer.version !== ready?.version) {
        const { version } = answer
        log.info('An update is ready', { version })
        ready = { version, tried: (await options.tried.read()) === version }
      }
    } catch (error) {
      log.warn('Looking for an update failed', { error })
      // What was downloaded before is still good.
      if (ready) nextLookAt = moment().now + afterFailureMs
      else fail(error instanceof UpdateTrouble ? error.why : 'other')
    } finally {
      looking = false
    }
    consider()
  }

  function consider(): void {
    if (!openUpdater || !started || restarting) return
    if (ready) {
      becomeReady(ready)
      if (!ready.tried && state.state === 'ready' && state.hold === null) {
        void restart(ready)
        return
      }
    }
    const { now, access } = moment()
    if (!looking && access !== null && now >= nextLookAt) void look(openUpdater, access)
  }

  async function restart(what: NonNullable<typeof ready>): Promise<void> {
    if (restarting) return
    restarting = true
    log.info('The desk ends to be updated', { version: what.version })
    await remember(what)
    if (updater?.quitsItself !== true) {
      options.quit()
      return
    }
    updater.install({ restart: true })
    // Where that fails, the desk goes on.
    restarting = false
  }

  /** Before it is installed: an update that cannot be installed must not be tried all night. */
  async function remember(what: NonNullable<typeof ready>): Promise<void> {
    what.tried = true
    try {
      await options.tried.write(what.version)
    } catch (error) {
      log.warn('That this update was tried cannot be kept', { error })
    }
  }

  function tick(): void {
    consider()
    timers.setTimeout(tick, minuteMs)
  }

  return {
    state: () => {
      if (ready) becomeReady(ready)
      return state
    },
    start: () => {
      started = true
      if (openUpdater) tick()
    },
    consider,
    lookNow: () => {
      nextLookAt = 0
      if (state.state === 'off' || looking) return
      if (moment().access === null) fail('network')
      else consider()
    },
    installNow: async () => {
      if (!ready) throw new Refused('update_none')
      const { hold } = updateTime(moment())
      if (hold !== null) throw new Refused(`update_${hold}`)
      await restart(ready)
    },
    screenBusy: (now) => {
      busy = now
      consider()
    },
    ending: async () => {
      if (!ready || !updater || updater.quitsItself) return
      if (!restarting) {
        if (ready.tried || updateTime(moment()).hold !== null) return
        await remember(ready)
      }
      updater.install({ restart: restarting })
    },
  }
}
