import type { ListRow } from './list-rows.ts'
import { startOfQuarter } from './quarter.ts'

/** Where the evening is now in a list by hour: the current quarter hour, else the next one, else the last. */
export function nowRow(rows: readonly ListRow[], now: number): number {
  const current = startOfQuarter(now)
  const next = rows.findIndex((row) => row.quarter >= current)
  if (next >= 0) return next
  const last = rows.findLastIndex((row) => row.kind === 'heading')
  return last >= 0 ? last : rows.length - 1
}
