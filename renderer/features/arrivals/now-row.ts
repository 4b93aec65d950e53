import type { ListRow } from './list-rows.ts'
import { startOfQuarter } from './quarter.ts'

/** The heading at which the evening is now: the current quarter hour, else the next one, else the last. */
export function nowRow(rows: readonly ListRow[], now: number): number {
  const current = startOfQuarter(now)
  const next = rows.findIndex((row) => row.kind === 'heading' && row.quarter >= current)
  return next >= 0 ? next : rows.findLastIndex((row) => row.kind === 'heading')
}
