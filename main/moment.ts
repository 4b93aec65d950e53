import type { ConnectionState } from '../contract/connection.ts'
import type { VenueSettings } from '../contract/settings.ts'
import type { VenueCalendar } from '../contract/venue-day.ts'
import type { Model } from './sync/model.ts'

/** How it is at the desk now, for what would end it for a while. */
export interface Moment {
  /** By the server's clock. */
  now: number
  /** The server, and what this desk proves itself with; `null` where it does not answer. */
  access: { server: string; token: string } | null
  /** `null` before the pairing. */
  venue: VenueCalendar | null
  /** `null`: the server has not said. */
  hours: VenueSettings['hours'] | null
  /** When a guest was scanned last, at this desk. */
  lastScanAt: number | null
}

interface Known {
  now: number
  access: Moment['access']
  connection: ConnectionState
  model: Pick<Model, 'identity' | 'verdicts'>
  /** Scans whose answer the host still waits for. */
  asking: ReadonlySet<string>
}

/** Reads the moment from what the desk knows. */
export function momentOf({ now, access, connection, model, asking }: Known): Moment {
  let lastScanAt = asking.size > 0 ? now : null
  for (const { at } of model.verdicts.values()) lastScanAt = Math.max(lastScanAt ?? 0, Date.parse(at))
  return {
    now,
    access: answers(connection) ? access : null,
    venue: model.identity?.business ?? null,
    hours: model.identity?.settings?.hours ?? null,
    lastScanAt,
  }
}

/** A server that finds this desk too old to be understood has the release that ends that. */
function answers(connection: ConnectionState): boolean {
  const { state } = connection
  if (state === 'live' || state === 'polling') return true
  return state !== 'stopped' && connection.cause === 'desk_too_old'
}
