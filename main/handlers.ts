import type { Identity } from '../contract/api.ts'
import { settingsSchema } from '../contract/ipc.ts'
import type { DeskCoreOptions, CommandHandlers } from './core.ts'
import { createAnswering } from './answering.ts'
import { guestRecord } from './guest.ts'
import { pair } from './http/api.ts'
import type { Link } from './link.ts'
import { createManagerHandlers } from './manager/handlers.ts'
import { Refused } from './sync/refused.ts'
import type { StoreClient } from './store/client.ts'
import type { Cache } from './sync/cache.ts'
import { planChoice } from './sync/conflicts.ts'
import { planCreate, planUndo, planUpdate } from './sync/edits.ts'
import type { Publisher } from './sync/publish.ts'
import type { createScanner } from './sync/scan.ts'

export interface HandlerOptions extends Pick<
  DeskCoreOptions,
  'fetch' | 'newId' | 'timers' | 'saveToken' | 'log'
> {
  cache: Cache
  scanner: ReturnType<typeof createScanner>
  publisher: Publisher
  link: () => Link | undefined
  readGuest: StoreClient['guest']
  connect: (server: string, token: string, identity: Identity) => Promise<void>
}

/** What windows may ask. An answer that says `ok` is given only after what it says is on the disk. */
export function createHandlers(options: HandlerOptions): CommandHandlers {
  const { cache, scanner, publisher, link, newId, timers } = options
  const result = createAnswering(options.log)
  const making = () => ({ id: newId(), at: new Date(timers.now()).toISOString() })

  return {
    getState: () => Promise.resolve(publisher.stateNow()),
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
    scan: (input) => result(() => scanner.scan(input)),
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
    changeSettings: async (changes) => {
      const settings = await cache.write((model) => {
        const given = Object.entries(changes).filter(([, value]) => value !== undefined)
        const next = settingsSchema.parse({ ...model.settings, ...Object.fromEntries(given) })
        return { change: { settings: next }, result: next }
      })
      if (changes.realTime !== undefined) link()?.connection.setRealTime(settings.realTime)
      return settings
    },
    pair: ({ server, code, name }) =>
      result(async () => {
        const { token, ...identity } = await pair(server, { code, name }, options.fetch)
        await options.saveToken?.(server, token)
        await options.connect(server, token, identity)
        return null
      }),
    ...createManagerHandlers({
      answering: result,
      business: () => cache.model.identity?.business,
      api: () => link()?.managerApi,
    }),
  }
}
