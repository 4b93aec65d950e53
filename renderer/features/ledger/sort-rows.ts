import type { DeskReservation } from '../../../contract/ipc.ts'
import type { ReservationStatus } from '../../../contract/reservation.ts'
import type { ListRow } from '../arrivals/list-rows.ts'
import { quarterOf } from '../arrivals/quarter.ts'

export const columns = ['time', 'name', 'people', 'table', 'state'] as const
export type Column = (typeof columns)[number]

export interface Sort {
  column: Column
  descending: boolean
}

/** In the order in which a party goes through the evening. */
const byProgress: Record<ReservationStatus, number> = {
  pending: 0,
  confirmed: 1,
  waitlist: 2,
  arrived: 3,
  seated: 4,
  completed: 5,
  no_show: 6,
  cancelled: 7,
}

const words = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

type Compare = (a: DeskReservation, b: DeskReservation) => number
const compares: Record<Exclude<Column, 'time'>, Compare> = {
  name: (a, b) => words.compare(a.customer.name, b.customer.name),
  people: (a, b) => a.partySize - b.partySize,
  // Parties without a table come last.
  table: (a, b) => words.compare(a.table ?? '\uffff', b.table ?? '\uffff'),
  state: (a, b) => byProgress[a.status] - byProgress[b.status],
}

/** Parties by a column; those that are alike by their hour, in which they come. */
export function sortRows(parties: readonly DeskReservation[], { column, descending }: Sort): ListRow[] {
  const sorted = [...parties]
  if (column === 'time') {
    if (descending) sorted.reverse()
  } else {
    const compare = compares[column]
    sorted.sort(descending ? (a, b) => compare(b, a) : compare)
  }
  return sorted.map((reservation) => ({
    kind: 'card',
    key: reservation.id,
    quarter: quarterOf(reservation),
  }))
}

/** Sorts again only when there is something to sort, and answers with the same array while the order is the same. */
export function createSortSelector(): (
  parties: readonly DeskReservation[],
  sort: Sort,
) => readonly ListRow[] {
  let from: { parties: readonly DeskReservation[]; sort: Sort } | undefined
  let rows: readonly ListRow[] = []
  return (parties, sort) => {
    if (from?.parties === parties && from.sort === sort) return rows
    from = { parties, sort }
    const next = sortRows(parties, sort)
    const same = next.length === rows.length && next.every(({ key }, index) => key === rows[index]?.key)
    if (!same) rows = next
    return rows
  }
}
