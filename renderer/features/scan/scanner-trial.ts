import { longestGap } from '../../scanners/burst.ts'
import type { Reading } from '../../scanners/scanner.ts'
import type { SeenBurst, SeenKey } from '../../scanners/watch.ts'

export interface TrialKey extends SeenKey {
  /** Counts the keys of the trial. */
  id: number
}

/** What a test of the scanners has heard, newest first. */
export interface Trial {
  keys: readonly TrialKey[]
  readings: readonly Reading[]
  /** What the desk made of the last keys. */
  burst: SeenBurst | null
  /** What the scanner typed before and after the last ticket. */
  prefix: string
  suffix: string
  /** A ticket has just ended: what comes in one go with it is the scanner's. */
  ending: boolean
}

export const noTrial: Trial = { keys: [], readings: [], burst: null, prefix: '', suffix: '', ending: false }

/** As long as the longest code of a test needs, and the desk's own settings allow. */
const keysKept = 400
const readingsKept = 20
const longestSuffix = 8

export function withKey(trial: Trial, seen: SeenKey): Trial {
  const keys = [{ ...seen, id: (trial.keys[0]?.id ?? 0) + 1 }, ...trial.keys].slice(0, keysKept)
  const ofScan = trial.ending && seen.gap <= longestGap
  if (!ofScan) return { ...trial, keys, ending: false }
  if (seen.key.length !== 1 || trial.suffix.length >= longestSuffix) return { ...trial, keys, ending: false }
  return { ...trial, keys, suffix: trial.suffix + seen.key }
}

export function withBurst(trial: Trial, burst: SeenBurst): Trial {
  // The end of what a scanner typed after a ticket: it says nothing of its own.
  if (burst.reason === 'short' && trial.suffix !== '' && trial.burst?.reason === 'ticket') {
    return { ...trial, ending: false }
  }
  if (burst.reason !== 'ticket') return { ...trial, burst, ending: false }
  return { ...trial, burst, prefix: burst.prefix ?? '', suffix: '', ending: true }
}

export function withReading(trial: Trial, reading: Reading): Trial {
  return { ...trial, readings: [reading, ...trial.readings].slice(0, readingsKept) }
}
