import type { Identity } from '../../contract/api.ts'
import type { DeskEvent } from '../../contract/events.ts'
import type { Freshness } from '../../contract/ipc.ts'
import type { Api } from '../http/api.ts'
import type { Log } from '../log.ts'

/** The clock and its timers, in milliseconds. Injected, so that tests hold the clock in their hand. */
export interface Timers {
  now(): number
  setTimeout(fn: () => void, ms: number): unknown
  clearTimeout(handle: unknown): void
}

/** An event's `seq` does not follow the cursor: something in between was missed. */
export class GapError extends Error {
  override readonly name = 'GapError'
  constructor(cursor: number, seq: number) {
    super(`Event ${seq} does not follow ${cursor}: a snapshot is needed.`)
  }
}

/** Where what the connection receives goes. Its methods are called one at a time. */
export interface Sink {
  /** The last `seq` applied; `null` before the first snapshot. */
  cursor(): number | null
  /** Of the log that the cursor is of; `null` where the server did not say. */
  epoch(): string | null
  /** `null` before the first identity. */
  businessId(): number | null
  identify(identity: Identity): Promise<void>
  /** Fetches the lists and puts them in place of the cache and the cursor, in one transaction. */
  snapshot(): Promise<void>
  /** Rows and cursor in one transaction. Ignores what it has already; @throws {GapError} where `seq` jumps. */
  apply(events: DeskEvent[]): Promise<void>
}

export interface ConnectionDeps {
  timers: Timers
  /** 0 up to 1, as Math.random. */
  random(): number
  server: string
  token: string
  fetch: typeof fetch
  api: Api
  sink: Sink
  log: Log
}

export interface Connection {
  start(): void
  /** Closes everything for good. Resolves when no call of the sink is under way any more. */
  stop(): Promise<void>
  /** The host asks: try at once. Does nothing while live, trying, or stopped. */
  retryNow(): void
  /** The computer woke up, or its network changed: try at once, and do not trust a stream from before. */
  wake(cause: 'woke_up' | 'network'): void
  /** Off: polling only. */
  setRealTime(on: boolean): void
  freshness(): Freshness
  /** Whether what we have is what the server has: it was confirmed over what connects us now, and lately. */
  isCaughtUp(): boolean
  /** Tells the listener at once how things stand, then each change; returns how to stop listening. */
  onChange(listener: (freshness: Freshness) => void): () => void
}
