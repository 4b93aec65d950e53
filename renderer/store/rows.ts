import type { DeskReservation } from '../../contract/ipc.ts'

export interface Rows {
  byId: ReadonlyMap<string, DeskReservation>
  order: readonly string[]
}

/** By arrival; of the same time, who booked first. Instants of one format sort as text. */
function compare(a: DeskReservation, b: DeskReservation): number {
  return order(a.startsAt, b.startsAt) || order(a.createdAt, b.createdAt) || order(a.id, b.id)
}
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The rows of a whole day. */
export function rowsOf(reservations: readonly DeskReservation[]): Rows {
  const sorted = reservations.toSorted(compare)
  return { byId: new Map(sorted.map((row) => [row.id, row])), order: sorted.map((row) => row.id) }
}

/** The rows in their order. */
export function listed({ byId, order }: Rows): DeskReservation[] {
  return order.flatMap((id) => byId.get(id) ?? [])
}

/** Beyond this many moves in one push, sorting everything is quicker than inserting one by one. */
const manyMoves = 64

/** Rows with some put in or replaced and some taken out. `order` stays the same array where nobody moved. */
export function changeRows(
  rows: Rows,
  upserts: readonly DeskReservation[],
  removals: readonly string[],
): Rows {
  const byId = new Map(rows.byId)
  const moved = new Map<string, DeskReservation>()
  const left = new Set<string>()
  for (const id of removals) if (byId.delete(id)) left.add(id)
  for (const row of upserts) {
    const before = byId.get(row.id)
    byId.set(row.id, row)
    if (before && compare(before, row) === 0) continue
    if (before) left.add(row.id)
    moved.set(row.id, row)
  }
  if (moved.size === 0 && left.size === 0) return { byId, order: rows.order }
  if (moved.size > manyMoves) return rowsOf([...byId.values()])
  const ids = left.size > 0 ? rows.order.filter((id) => !left.has(id)) : [...rows.order]
  for (const row of moved.values()) ids.splice(placeFor(row, ids, byId), 0, row.id)
  return { byId, order: ids }
}

function placeFor(row: DeskReservation, ids: readonly string[], byId: Rows['byId']): number {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = byId.get(ids[middle] ?? '')
    if (other && compare(other, row) < 0) low = middle + 1
    else high = middle
  }
  return low
}
