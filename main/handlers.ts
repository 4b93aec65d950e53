import type { Identity } from '../contract/api.ts'
import type { z } from 'zod'
import { settingsSchema } from '../contract/ipc.ts'
import type { scanInputSchema } from '../contract/ipc.ts'
import type { CoreHandlers, DeskCoreOptions } from './core.ts'
import type { Watch } from './alerts/watch.ts'
import { createAnswering } from './answering.ts'
import { guestRecord } from './guest.ts'
import { pair } from './http/api.ts'
import { preflight } from './http/preflight.ts'
import type { Link } from './link.ts'
import { createManagerHandlers } from './manager/handlers.ts'
import type { StoreClient } from './store/client.ts'
import { timesItMayBe } from './server-clock.ts'
import type { ServerClock } from './server-clock.ts'
import type { Cache } from './sync/cache.ts'
import { planChoice } from './sync/conflicts.ts'
import { planCreate, planUndo, planUpdate } from './sync/edits.ts'
import { lookUp } from './sync/look-up.ts'
import { createOverride } from './sync/override.ts'
import type { Publisher } from './sync/publish.ts'
import { Refused } from './sync/refused.ts'
import type { createScanner } from './sync/scan.ts'
import { trusting } from './trusting.ts'

type Read = z.output<typeof scanInputSchema>

export interface HandlerOptions extends Pick<
  DeskCoreOptions,
  'fetch' | 'pinning' | 'newId' | 'saveToken' | 'saveFile' | 'serial' | 'log'
> {
  clock: ServerClock
  cache: Cache
  scanner: ReturnType<typeof createScanner>
  publisher: Publisher
  watch: Pick<Watch, 'panel'>
  link: () => Link | undefined
  readGuest: StoreClient['guest']
  connect: (server: string, token: string, identity: Identity) => Promise<void>
  /** A damaged file is told of no longer. */
  forgetDamage: () => void
}

/** What windows may ask. An answer that says `ok` is given only after what it says is on the disk. */
export function createHandlers(options: HandlerOptions): CoreHandlers {
  const { cache, clock, scanner, publisher, watch, link, newId, log } = options
  const { timers } = clock
  const result = createAnswering(options.log)
  const making = () => ({ id: newId(), at: new Date(timers.now()).toISOString() })

  /** Scanners tell what this computer's clock says. */
  function inServerTime(input: Read): Read {
    const corrected = (at: string): string => new Date(Date.parse(at) - clock.offsetMs()).toISOString()
    const { at, lastSeenAt } = input
    return {
      ...input,
      at: corrected(at),
      ...(lastSeenAt !== undefined && { lastSeenAt: corrected(lastSeenAt) }),
    }
  }

  /** The server, for what only it can do. */
  function server(): Link['api'] {
    const api = link()?.api
    if (!api) throw new Refused('not_paired')
    return api
  }

  const setKiosk = (kiosk: boolean): Promise<undefined> =>
    cache.write((model) => ({ change: { settings: { ...model.settings, kiosk } }, result: undefined }))

  const admitWithPin = createOverride({ cache, server: () => link()?.reachable() ?? null, timers, newId })

  return {
    getState: () => Promise.resolve(publisher.stateText()),
    createReservation: (input) =>
      result(() => cache.write((model) => planCreate(model, input, newId(), making()))),
    updateReservation: (input) => result(() => cache.write((model) => planUpdate(model, input, making()))),
    resolveConflict: (input) => result(() => cache.write((model) => planChoice(model, input, making()))),
    getGuest: ({ id }) =>
      result(() => guestRecord(cache.model, options.readGuest, link()?.reachable() ?? null, id)),
    getTicket: ({ id }) =>
      result(async () => {
        if (cache.model.view(id) && !cache.model.rows.has(id)) throw new Refused('not_sent_yet')
        const server = link()?.reachable()
        if (!server) throw new Refused('network')
        return { svg: await server.ticketSvg(id) }
      }),
    newTicket: ({ id }) =>
      result(async () => {
        const api = link()?.reachable()
        if (!api) throw new Refused('network')
        await api.newTicket(id, newId())
        return { svg: await api.ticketSvg(id) }
      }),
    decideConflict: ({ scanId, decision }) =>
      result(async () => {
        await server().decideConflict(scanId, decision)
        // Its event says the same, and may take a moment.
        await cache.write(({ conflicts }) => ({
          change: { conflicts: conflicts.filter(({ scan }) => scan.scanId !== scanId) },
          result: undefined,
        }))
        return null
      }),
    scan: (input) => result(() => scanner.scan(inServerTime(input))),
    lookUp: (input) =>
      result(() => Promise.resolve(lookUp(cache.model, inServerTime(input), timesItMayBe(clock)))),
    admitWithPin: (input) => result(() => admitWithPin(input)),
    undoScan: ({ scanId }) => result(() => cache.write((model) => planUndo(model, scanId, making()))),
    retryNow: () => {
      link()?.connection.retryNow()
      link()?.outbox.retry()
      return Promise.resolve(undefined)
    },
    dismissSetAside: async ({ id }) => {
      await cache.write((model) => {
        const entry = model.entries.get(id)
        // What waits is not for dismissing: it would be lost.
        return { change: entry && entry.setAside !== null ? { entriesDone: [id] } : {}, result: undefined }
      })
      return undefined
    },
    dismissStoreTrouble: () => {
      options.forgetDamage()
      return Promise.resolve(undefined)
    },
    offeredSerialPorts: () => Promise.resolve(options.serial?.offered() ?? []),
    chooseSerialPort: async ({ id }) => {
      const serialScanner = options.serial?.choose(id) ?? null
      if (serialScanner === null) return undefined
      await cache.write((model) => ({
        change: { settings: { ...model.settings, serialScanner } },
        result: undefined,
      }))
      return undefined
    },
    changeSettings: async (changes) => {
      const settings = await cache.write((model) => {
        const given = Object.entries(changes).filter(([, value]) => value !== undefined)
        const next = settingsSchema.parse({ ...model.settings, ...Object.fromEntries(given) })
        return { change: { settings: next }, result: next }
      })
      if (changes.realTime !== undefined) link()?.connection.setRealTime(settings.realTime)
      return settings
    },
    pair: ({ server, code, name, ca }) =>
      result(async () => {
        const { fetch, keep } = trusting(options, ca)
        await preflight({ server, fetch, now: () => timers.now() + clock.offsetMs() })
        const { token, ...identity } = await pair(server, { code, name }, fetch)
        keep()
        await options.saveToken?.(server, token)
        await options.connect(server, token, identity)
        return null
      }),
    renameDesk: ({ name }) =>
      result(async () => {
        const device = await server().rename(name)
        await cache.write(({ identity }) => ({
          change: identity ? { identity: { ...identity, device } } : {},
          result: undefined,
        }))
        publisher.state()
        return null
      }),
    enterKiosk: () => setKiosk(true),
    leaveKiosk: ({ pin }) =>
      result(async () => {
        await server().checkPin(pin)
        await setKiosk(false)
        return null
      }),
    serverVersion: async () => {
      try {
        const { version, protocol } = (await link()?.api.health()) ?? {}
        return version === undefined || protocol === undefined ? null : { version, protocol }
      } catch (error) {
        log.info('The server’s version is not known', {
          reason: error instanceof Error ? error.message : String(error),
        })
        return null
      }
    },
    getPanel: () => Promise.resolve(watch.panel()),
    goTo: (place) => {
      publisher.tell({ kind: 'goto', place })
      return Promise.resolve(undefined)
    },
    ...createManagerHandlers({
      answering: result,
      business: () => cache.model.identity?.business,
      link,
      ca: () => options.pinning?.ca() ?? undefined,
      saveFile: options.saveFile ?? (() => Promise.reject(new Error('This desk has no window to ask in.'))),
    }),
  }
}
