/** A process that was started, seen from the one that started it. */
export interface ChildChannel {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, also where the process could not be started at all. */
  onExit(listener: (code: number | null) => void): void
  /** Ends it at once, without asking. */
  kill(): void
}

/**
 * Starts the store's process with arguments for its command line.
 * It is an Electron `utilityProcess` or a plain Node: what talks to it does not know which.
 */
export type StoreTransport = (args: readonly string[]) => ChildChannel
