import type { StateCreator } from 'zustand'
import type { Conflict } from '../../contract/conflict.ts'
import type { Freshness, OutboxState } from '../../contract/ipc.ts'
import type { PairingText } from '../../contract/pairing-text.ts'
import type { Desk } from './desk-store.ts'

/** How fresh the rows are, and what has not been sent yet. */
export interface LinkSlice {
  freshness: Freshness
  outbox: OutboxState
  /** Scans on which a desk and the server disagree, and nobody has decided. */
  conflicts: readonly Conflict[]
  /** What a manager's link said; it fills the pairing page. */
  offeredPairing: PairingText | null
}

export const createLinkSlice: StateCreator<Desk, [], [], LinkSlice> = () => ({
  freshness: {
    connection: { state: 'reconnecting', failures: 0, retryAt: null, cause: 'starting' },
    freshAt: null,
  },
  outbox: { waiting: 0, conflicts: [], setAside: [] },
  conflicts: [],
  offeredPairing: null,
})
