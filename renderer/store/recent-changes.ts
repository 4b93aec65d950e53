import type { DeskReservation } from '../../contract/ipc.ts'

/**
 * Which cards glow once. Kept beside the store and taken by the card when it is drawn, so that a glow begins and
 * ends without drawing anything again, and a card that is scrolled into view later does not glow.
 */
const changes = new Map<string, number>()
const freshForMs = 1_200

/** Remembers that a row changed in a way that a host can see. */
export function noteChange(before: DeskReservation | undefined, after: DeskReservation): void {
  if (before && looksSame(before, after)) return
  const now = performance.now()
  for (const [id, at] of changes) {
    if (now - at < freshForMs) break
    changes.delete(id)
  }
  changes.delete(after.id)
  changes.set(after.id, now)
}

/** Whether this row changed just now. Answers yes once. */
export function takeChange(id: string): boolean {
  const at = changes.get(id)
  changes.delete(id)
  return at !== undefined && performance.now() - at < freshForMs
}

function looksSame(a: DeskReservation, b: DeskReservation): boolean {
  return (
    a.arrivedCount === b.arrivedCount &&
    a.status === b.status &&
    a.startsAt === b.startsAt &&
    a.partySize === b.partySize &&
    a.table === b.table &&
    a.notes === b.notes &&
    a.customer.name === b.customer.name &&
    a.tags.join('\n') === b.tags.join('\n')
  )
}
