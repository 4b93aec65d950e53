import type { Layout } from './layouts.ts'
import type { Reading } from './scanner.ts'

/** A key of a USB scanner or a person, as the desk saw it. */
export interface SeenKey {
  /** What it wrote, or its name. */
  key: string
  /** Where it is on the keyboard, as `KeyA`. */
  code: string
  /** Milliseconds since the key before it. */
  gap: number
}

/** Why keys were taken for a scan, or not. */
export type Reason = 'ticket' | 'code' | 'slow' | 'short' | 'typing'

/** The end of a run of keys. */
export interface SeenBurst {
  taken: boolean
  reason: Reason
  /** The keyboard that the scanner is set to, where it is another than the computer's. */
  layout?: Layout
  /** What came before and after a ticket in one go. */
  prefix?: string
}

export interface Watcher {
  onKey(key: SeenKey): void
  onBurst(burst: SeenBurst): void
  onReading(reading: Reading): void
}

let watcher: Watcher | null = null

/** Has everything that scanners do told to a test of them: as long as it watches, nothing is judged. Returns how to stop. */
export function watchScanners(next: Watcher): () => void {
  watcher = next
  return () => {
    if (watcher === next) watcher = null
  }
}

/** Who watches now. */
export function scannerWatcher(): Watcher | null {
  return watcher
}
