import type { AlertKind } from '../../contract/alerts.ts'
import type { Timers } from '../live/deps.ts'
import type { Finding } from './finding.ts'

/** Milliseconds for which a notification waits for others of its kind. */
export const groupMs = 2_000

export interface Grouping {
  add: (findings: readonly Finding[]) => void
  /** What waits is told no more. */
  stop: () => void
}

/** Gathers what is to be told, and tells all of one kind at once. */
export function createGrouping(
  timers: Pick<Timers, 'setTimeout' | 'clearTimeout'>,
  tell: (findings: readonly Finding[]) => void,
): Grouping {
  const waiting = new Map<AlertKind, { findings: Finding[]; timer: unknown }>()
  return {
    add: (findings) => {
      for (const finding of findings) {
        const { kind } = finding
        const group = waiting.get(kind)
        if (group) {
          group.findings.push(finding)
          continue
        }
        const first = [finding]
        const timer = timers.setTimeout(() => {
          waiting.delete(kind)
          tell(first)
        }, groupMs)
        waiting.set(kind, { findings: first, timer })
      }
    },
    stop: () => {
      for (const { timer } of waiting.values()) timers.clearTimeout(timer)
      waiting.clear()
    },
  }
}
