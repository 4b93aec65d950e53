import type { StateCreator } from 'zustand'
import type { Found, Verdict } from '../../contract/ipc.ts'
import type { Sight } from '../../contract/sight.ts'
import type { SerialState } from '../scanners/serial.ts'
import type { Desk } from './desk-store.ts'

/** What a scan does: lets people in, or only says who they are. A desk always begins by admitting. */
export type ScanMode = Sight['scanMode']
export type ScanDialogName = 'scan-history' | 'scanner-test' | 'serial-port'

/** How this window scans. */
export interface ScanningSlice {
  scanMode: ScanMode
  setScanMode: (mode: ScanMode) => void
  /** Whose code was looked up last, while it is shown. */
  found: Found | null
  showFound: (found: Found | null) => void
  /**
   * The scan after which more people stand at the door than the party has, while a manager's PIN is asked for. It is
   * asked over whatever dialog is open: the guest does not wait, and what was typed there is not lost.
   */
  overriding: Verdict | null
  askForPin: (verdict: Verdict) => void
  stopAskingForPin: () => void
  serialState: SerialState
  setSerialState: (state: SerialState) => void
}

export const createScanningSlice: StateCreator<Desk, [], [], ScanningSlice> = (set) => ({
  scanMode: 'admit',
  setScanMode: (scanMode) => set({ scanMode, found: null }),
  found: null,
  showFound: (found) => set(found ? { found, band: null } : { found }),
  overriding: null,
  askForPin: (overriding) => set({ overriding, band: null }),
  stopAskingForPin: () => set({ overriding: null }),
  serialState: 'off',
  setSerialState: (serialState) => set({ serialState }),
})
