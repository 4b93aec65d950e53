import type { Conflict } from '../../../contract/conflict.ts'
import type { ConflictDecision } from '../../../contract/scan.ts'

/** How many of the party are in after each choice: what the host decides about. */
export function countsAfter({
  scan,
  reservation,
}: Pick<Conflict, 'scan' | 'reservation'>): Record<ConflictDecision, number> {
  const now = reservation?.arrivedCount ?? 0
  return scan.outcome === 'admitted'
    ? { keep: now, annul: Math.max(0, now - scan.people) }
    : { keep: now + (reservation ? scan.people : 0), annul: now }
}
