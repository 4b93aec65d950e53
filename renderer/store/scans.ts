import type { StateCreator } from 'zustand'
import type { Verdict } from '../../contract/ipc.ts'
import type { Desk } from './desk-store.ts'

/** The verdict on the screen, and the scans of the same party that `−` takes back, last one last. */
export interface Band {
  verdict: Verdict
  admitted: readonly Verdict[]
  /** Counts the times that the band was shown, so that the same verdict again is announced again. */
  shown: number
}

export interface ScansSlice {
  /** This desk's scans, newest first. */
  scans: readonly Verdict[]
  band: Band | null
  /** A scan or an undo of this window was answered: show it. */
  showVerdict: (verdict: Verdict) => void
  dismissVerdict: () => void
}

/** Scans kept, as many as main remembers. */
const kept = 500

/** Puts a verdict first, or in the place of the one of the same scan. */
export function withScan(scans: readonly Verdict[], verdict: Verdict): readonly Verdict[] {
  const index = scans.findIndex((scan) => scan.scanId === verdict.scanId)
  if (index >= 0) return scans.with(index, verdict)
  return [verdict, ...scans].slice(0, kept)
}

/** The band after a verdict: `+` and `−` go on with the party that is on the screen, another code begins anew. */
export function withVerdict(band: Band | null, verdict: Verdict): Band {
  const sameParty = band?.verdict.text === verdict.text
  const others = (sameParty ? band.admitted : []).filter((scan) => scan.scanId !== verdict.scanId)
  const counts = verdict.outcome === 'admitted' && !verdict.undone
  return {
    verdict,
    admitted: counts ? [...others, verdict] : others,
    shown: (band?.shown ?? 0) + 1,
  }
}

export const createScansSlice: StateCreator<Desk, [], [], ScansSlice> = (set) => ({
  scans: [],
  band: null,
  showVerdict: (verdict) =>
    set((desk) => ({
      scans: verdict.repeated ? desk.scans : withScan(desk.scans, verdict),
      band: withVerdict(desk.band, verdict),
      found: null,
    })),
  dismissVerdict: () => set({ band: null }),
})
