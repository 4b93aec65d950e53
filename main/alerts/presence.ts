import type { PairedDevice } from '../../contract/identity.ts'
import type { Connections } from '../../contract/presence.ts'
import type { Timers } from '../live/deps.ts'
import type { Log } from '../log.ts'
import type { Presence } from './seen.ts'

/** What is asked of the server. */
export interface PresenceApi {
  devices(): Promise<{ devices: PairedDevice[] }>
  connections(): Promise<Connections>
}

export interface PresenceWatch {
  start: () => void
  /** `null` until the server has said. */
  desks: () => readonly Presence[] | null
  /** Another venue's desks are not this one's. */
  forget: () => void
  stop: () => void
}

export interface PresenceOptions {
  timers: Timers
  /** The server where it can be asked now, and where it answers a manager. */
  api: () => PresenceApi | null
  /** Milliseconds between two looks. */
  everyMs: () => number
  onChange: () => void
  log: Log
}

/** Asks again and again which desks of the venue are connected. A look that fails leaves things as they were. */
export function createPresence({ timers, api, everyMs, onChange, log }: PresenceOptions): PresenceWatch {
  let desks: readonly Presence[] | null = null
  let timer: unknown
  let stopped = false
  /** What was asked before another venue came is not this one's. */
  let generation = 0

  async function look(): Promise<void> {
    const asked = api()
    if (!asked) return
    const mine = generation
    const askedAt = timers.now()
    const [{ devices }, { connections }] = await Promise.all([asked.devices(), asked.connections()])
    if (stopped || mine !== generation) return
    desks = presenceAfter(desks ?? [], devices, connections, askedAt)
    onChange()
  }

  function again(): void {
    if (stopped) return
    timer = timers.setTimeout(() => {
      look()
        .catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error)
          log.warn('Which desks are connected could not be asked', { error: reason })
        })
        .finally(again)
    }, everyMs())
  }

  return {
    start: again,
    desks: () => desks,
    forget: () => {
      desks = null
      generation += 1
    },
    stop: () => {
      stopped = true
      timers.clearTimeout(timer)
    },
  }
}

/**
 * The venue's desks after a look at `askedAt`. A desk is missed from the first look on that does not find it, if one before
 * has: a spare one in a drawer is not. Pure.
 */
export function presenceAfter(
  before: readonly Presence[],
  devices: readonly PairedDevice[],
  connections: Connections['connections'],
  askedAt: number,
): Presence[] {
  const open = new Map(connections.map((connection) => [connection.deviceId, connection]))
  const known = new Map(before.map((desk) => [desk.deviceId, desk]))
  return devices
    .filter(({ role, revokedAt }) => role === 'desk' && revokedAt === null)
    .map(({ id, name }) => {
      const connection = open.get(id)
      const connected = connection !== undefined
      const last = known.get(id)
      const missingSince = connected
        ? null
        : last?.connected === true
          ? askedAt
          : (last?.missingSince ?? null)
      // What it had when it left, it has.
      const setAside = connection ? (connection.report?.outbox.setAside ?? 0) : (last?.setAside ?? 0)
      return { deviceId: id, name, connected, missingSince, askedAt, setAside }
    })
}
