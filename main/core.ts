import type { z } from 'zod'
import type { CommandName, CommandOutput, Commands, Push } from '../contract/ipc.ts'
import type { StoreTransport } from './store/transport.ts'
import type { Log } from './log.ts'

export interface Timers {
  /** Milliseconds since the epoch. */
  now(): number
  setTimeout(fn: () => void, ms: number): unknown
  clearTimeout(handle: unknown): void
}

export interface DeskCoreOptions {
  /** Where the server is, and how this desk proves itself; `null` before pairing. */
  server: string | null
  token: string | null
  /** The folder of the cache and the outbox. It is made where it is missing. */
  dataDir: string
  fetch: typeof fetch
  startStore: StoreTransport
  timers: Timers
  random: () => number
  /** A new UUIDv7. */
  newId: () => string
  /** The system's language as a BCP 47 tag. */
  systemLanguage: string
  /** Keeps what pairing gave, so that the next start needs no code. */
  saveToken?: (server: string, token: string) => Promise<void>
  log: Log
}

export type CommandHandlers = {
  [N in CommandName]: (input: z.output<Commands[N]['input']>) => Promise<CommandOutput<N>>
}

/** One desk without its windows. Electron's main process runs one; tests and benches run many. */
export interface DeskCore {
  handlers: CommandHandlers
  /** Everything a window must hear, at once and one by one; batching is the listener's. Returns how to stop. */
  onPush(listener: (push: Push) => void): () => void
  /** Resolves when `getState` can answer from the cache; it does not wait for the network. */
  start(): Promise<void>
  stop(): Promise<void>
  /** The machine woke up, or its network changed. */
  wake(cause: 'woke_up' | 'network'): void
}

export function createDeskCore(options: DeskCoreOptions): DeskCore {
  throw new Error(`not composed yet: ${options.dataDir}`)
}
