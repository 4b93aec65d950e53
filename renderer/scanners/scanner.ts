import type { ScanSource } from '../../contract/ipc.ts'

/** One reading of a code. Times are ISO 8601 in UTC. */
export interface Reading {
  text: string
  source: ScanSource
  at: string
  /** When a camera saw the same code last, where it lost sight of it. */
  lastSeenAt?: string
  /** What else the keys of a USB scanner may have meant. */
  others?: string[]
}

/** What every scanner is, whatever reads the code. Both methods may be called again at any time. */
export interface Scanner {
  start(onScan: (reading: Reading) => void): void
  stop(): void
}
