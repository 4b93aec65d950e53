import type { ListRow } from './list-rows.ts'

/**
 * The lines of the list with one card where it was: after the line that it came after, under its heading. The card
 * that is under the pointer moves only when the pointer leaves it.
 * @param before The lines as they are shown.
 * @param next The lines as they would be.
 * @param held The card's key; one that is not shown is not held.
 */
export function holdPlace(
  before: readonly ListRow[],
  next: readonly ListRow[],
  held: string | null,
): readonly ListRow[] {
  const index = before.findIndex((row) => row.kind === 'card' && row.key === held)
  const row = before[index]
  if (!row) return next
  const places = new Map(next.map(({ key }, place) => [key, place]))
  const neighbour = neighbourOf(before, index, places)
  const place = places.get(row.key) ?? -1
  if (place >= 0 && next[place - 1]?.key === neighbour) return next

  const heading = headingOf(before, index)
  const missing = heading && !places.has(heading.key) ? [heading] : []
  const others = withoutEmptyHeadings(
    next.filter(({ key }) => key !== held),
    [heading?.key, neighbour],
  )
  const at = neighbour === undefined ? 0 : others.findIndex(({ key }) => key === neighbour) + 1
  return [...others.slice(0, at), ...missing, row, ...others.slice(at)]
}

/**
 * Parties in the order in which they are drawn, and at the end who came since. Who is gone keeps the place, so that no
 * other party comes under the pointer.
 */
export function holdOrder(before: readonly string[], next: readonly string[]): readonly string[] {
  return [...new Set([...before, ...next])]
}

/** The line above that is still above the line below: one that has moved away takes nothing with it. */
function neighbourOf(
  before: readonly ListRow[],
  index: number,
  places: ReadonlyMap<string, number>,
): string | undefined {
  const below = before.slice(index + 1).find(({ key }) => places.has(key))
  const end = (below && places.get(below.key)) ?? Infinity
  const above = before.slice(0, index).filter(({ key }) => places.has(key))
  const neighbour = above.findLast(({ key }) => (places.get(key) ?? Infinity) < end) ?? above.at(-1)
  return neighbour?.key
}

function headingOf(rows: readonly ListRow[], index: number): ListRow | undefined {
  return rows.slice(0, index).findLast(({ kind }) => kind === 'heading')
}

/** After every heading there is a card; the held one is put back under its own. */
function withoutEmptyHeadings(
  rows: readonly ListRow[],
  kept: readonly (string | undefined)[],
): readonly ListRow[] {
  return rows.filter(
    ({ kind, key }, index) => kind === 'card' || kept.includes(key) || rows[index + 1]?.kind === 'card',
  )
}
