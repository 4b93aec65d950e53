import { isDeepStrictEqual } from 'node:util'
import type { Identity } from '../../contract/api.ts'
import type { Reservation } from '../../contract/reservation.ts'
import { customerKey } from '../../contract/customer.ts'
import type { Client } from '../../contract/customer.ts'
import { venueDay } from '../../contract/venue-day.ts'
import type { Applied } from '../alerts/seen.ts'
import type { Api } from '../http/api.ts'
import { BadAnswerError } from '../http/errors.ts'
import type { Sink, Timers } from '../live/deps.ts'
import type { OutboxEntry } from '../store/outbox-entry.ts'
import type { Change } from '../store/protocol.ts'
import type { Cache } from './cache.ts'
import { digest } from './events.ts'
import type { Model } from './model.ts'

export interface SinkOptions {
  cache: Cache
  api: Api
  timers: Timers
  /** Scans of which the host was told nothing yet. */
  asking: ReadonlySet<string>
  /** The venue changed its settings: ask who it is again. */
  onSettingsChanged: () => void
  /** Events are in the cache. */
  onApplied: (applied: readonly Applied[]) => void
}

const dayMs = 86_400_000

/** Where what the connection receives is kept. */
export function createSink({ cache, api, timers, asking, onSettingsChanged, onApplied }: SinkOptions): Sink {
  const { model } = cache
  const nowIso = () => new Date(timers.now()).toISOString()

  async function snapshot(): Promise<void> {
    const venue = model.identity?.business
    if (!venue) throw new Error('A snapshot needs to know the venue: ask for the identity first.')
    const before = { cursor: model.cursor, rows: model.rows.copy(), revoked: new Set(model.revoked) }
    const today = venueDay(timers.now(), venue)
    const tomorrow = new Date(Date.parse(`${today}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)
    const lists = [await api.list(venue.id, today), await api.list(venue.id, tomorrow)]
    const { conflicts } = await api.conflicts(venue.id)
    const { revoked } = await api.revokedTickets()
    // What happened between the lists comes again with the events after the first.
    const cursor = Math.min(...lists.map((list) => list.cursor))
    const epoch = lists[0]?.epoch ?? null
    if (lists.some((list) => (list.epoch ?? null) !== epoch))
      throw new BadAnswerError('The server was restored from a backup while its lists were read.')
    const fetched = lists.flatMap((list) => list.reservas)
    const clients = clientsOf(
      fetched,
      lists.flatMap((list) => list.clients ?? []),
    )
    await cache.write((now) => ({
      change: {
        ...replacement(now, before, fetched, { cursor, epoch }, nowIso()),
        clients,
        conflicts,
        revoked: [
          ...revoked.map(({ ticketId }) => ticketId),
          // An event may have told of one while the list was on its way.
          ...[...now.revoked].filter((ticketId) => !before.revoked.has(ticketId)),
        ],
      },
      result: undefined,
    }))
  }

  return {
    cursor: () => model.cursor,
    epoch: () => model.epoch,
    businessId: () => model.identity?.business.id ?? null,
    identify: (identity) => cache.write((now) => ({ change: identified(now, identity), result: undefined })),
    snapshot,
    apply: async (events) => {
      const { settingsChanged, applied } = await cache.write((now) => {
        const { change, activity, ...result } = digest(now, events, nowIso(), asking)
        return { change, activity, result }
      })
      onApplied(applied)
      if (settingsChanged) onSettingsChanged()
    },
  }
}

/** The server leaves out whom it has never seen: that is known, too. Another guest is simply not known here. */
function clientsOf(rows: readonly Reservation[], seen: readonly Client[]): Client[] {
  const clients = new Map<string, Client>()
  for (const { customer } of rows) {
    const key = customerKey(customer)
    if (key !== null) clients.set(key, { key, visits: 0, noShows: 0 })
  }
  for (const client of seen) clients.set(client.key, client)
  return [...clients.values()]
}

/** A desk that was given to another venue forgets the first; what it had not sent is told to the host. */
export function identified(model: Model, identity: Identity): Change {
  const known = model.identity
  if (isDeepStrictEqual(known, identity)) return {}
  const entries = [...model.entries.values()]
    .filter((entry) => entry.setAside === null && entry.businessId !== identity.business.id)
    .map((entry) => ({ ...entry, setAside: 'wrong_business' }))
  if (!known || known.business.id === identity.business.id)
    return { identity, ...(entries.length > 0 && { entries }) }
  return { clear: true, identity, cursor: null, entries }
}

/**
 * A revoked desk forgets its venue. Of what it had not sent, scans are kept aside, without names, so that whoever pairs
 * it again hears that there were some; edits are about guests, and go with them.
 */
export function forgotten(model: Model): Change {
  const entries = [...model.entries.values()]
  const isScan = ({ kind }: OutboxEntry) => kind === 'scan' || kind === 'undo'
  return {
    clear: true,
    cursor: null,
    entries: entries
      .filter(isScan)
      .map((entry) => ({ ...entry, name: '', setAside: entry.setAside ?? 'device_revoked' })),
    entriesDone: entries.filter((entry) => !isScan(entry)).map(({ id }) => id),
  }
}

/**
 * Fetched lists in place of everything, but for what was learnt while they were on their way: answers to this
 * desk's own requests and events that came in meanwhile are newer than the lists.
 */
function replacement(
  model: Model,
  before: { cursor: number | null; rows: ReadonlyMap<string, Reservation> },
  fetched: readonly Reservation[],
  { cursor, epoch }: { cursor: number; epoch: string | null },
  freshAt: string,
): Change {
  const rows = new Map(fetched.map((row) => [row.id, row]))
  for (const row of model.rows.values()) {
    if (before.rows.get(row.id) === row) continue
    const listed = rows.get(row.id)
    if (!listed || row.version > listed.version) rows.set(row.id, row)
  }
  const gone = [...model.gone.values()].filter(({ id, version }) => {
    const listed = rows.get(id)
    if (before.rows.has(id) && listed && listed.version < version) rows.delete(id)
    // An old answer must not bring back what was deleted.
    return !rows.has(id) && model.entriesOf(id).length > 0
  })
  const moved = model.cursor !== null && model.cursor !== before.cursor && model.epoch === epoch
  return {
    replaceRows: true,
    rows: [...rows.values()],
    gone,
    cursor: moved ? Math.max(cursor, model.cursor ?? 0) : cursor,
    epoch,
    freshAt,
  }
}
