import type { DeskReservation } from '../../contract/ipc.ts'
import type { Rows } from '../store/rows.ts'
import { folded, matches, narrows, readQuery } from './fold.ts'
import type { Folded, Query } from './fold.ts'

/** A row with what a search needs of it. */
export interface Entry extends Folded {
  row: DeskReservation
}

export interface Search {
  /**
   * Makes rows ready, so that the first key is as quick as the others: a few, and more while there is time. Returns
   * whether all are.
   */
  prepare(rows: Rows, hasTime: () => boolean): boolean
  /** Who the query means, in the order of the list; everybody where nothing was typed. */
  find(rows: Rows, query: string): readonly Entry[]
}

/** Rows that are made ready between two looks at the clock: a fraction of a millisecond. */
const atOnce = 100

/**
 * Finds guests as the host types, in fifty thousand within one frame: the rows' texts are folded once and lie beside
 * each other in the list's order, and a query that goes on looks only where the one before has found something.
 */
export function createSearch(): Search {
  let from: Rows | undefined
  let entries: readonly Entry[] = []
  /** The list that is being made ready, and how many of it are. */
  let begun: { order: Rows['order']; ready: number } = { order: [], ready: 0 }
  let byRow = new WeakMap<DeskReservation, Entry>()
  let last: { query: Query; found: readonly Entry[] } | undefined

  function entryOf(row: DeskReservation): Entry {
    let entry = byRow.get(row)
    // A row is replaced, never changed, so what was made of it holds as long as it lives.
    if (!entry) byRow.set(row, (entry = { row, ...folded(row) }))
    return entry
  }

  function prepare(rows: Rows, hasTime: () => boolean): boolean {
    if (begun.order !== rows.order) begun = { order: rows.order, ready: 0 }
    do {
      for (const id of rows.order.slice(begun.ready, begun.ready + atOnce)) {
        const row = rows.byId.get(id)
        if (row) entryOf(row)
      }
      begun.ready += atOnce
      if (begun.ready >= rows.order.length) {
        entriesOf(rows)
        return true
      }
    } while (hasTime())
    return false
  }

  function entriesOf(rows: Rows): readonly Entry[] {
    if (from?.byId === rows.byId && from.order === rows.order) return entries
    const sameOrder = from?.order === rows.order
    const before = entries
    const next: Entry[] = []
    rows.order.forEach((id, index) => {
      const row = rows.byId.get(id)
      if (!row) return
      const known = sameOrder ? before[index] : undefined
      next.push(known?.row === row ? known : entryOf(row))
    })
    if (rows.order.length === 0) byRow = new WeakMap()
    from = rows
    entries = next
    last = undefined
    return next
  }

  return {
    prepare,
    find: (rows, text) => {
      const all = entriesOf(rows)
      const query = readQuery(text)
      if (!query) return all
      const where = last && narrows(last.query, query) ? last.found : all
      const found = where.filter((entry) => matches(query, entry))
      last = { query, found }
      return found
    },
  }
}

/** The one that the list and the palette share. */
export const search = createSearch()
