import { isExpected } from '../../../contract/party.ts'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { quarterOf } from './quarter.ts'

export type ListRow =
  | { kind: 'heading'; key: string; quarter: number; parties: number; people: number }
  | { kind: 'card'; key: string; quarter: number }

/** The lines of the list: a heading for each quarter hour that has parties, and their cards. */
export function listRows(parties: readonly DeskReservation[]): readonly ListRow[] {
  const rows: ListRow[] = []
  let heading: Extract<ListRow, { kind: 'heading' }> | undefined
  for (const reservation of parties) {
    const quarter = quarterOf(reservation)
    if (heading?.quarter !== quarter) {
      heading = { kind: 'heading', key: `quarter-${quarter}`, quarter, parties: 0, people: 0 }
      rows.push(heading)
    }
    if (isExpected(reservation)) {
      heading.parties += 1
      heading.people += reservation.partySize
    }
    rows.push({ kind: 'card', key: reservation.id, quarter })
  }
  return rows
}

/**
 * Selects the lines of the list, and answers with the same array for as long as they are the same, so that a guest
 * who is scanned in draws one card and not the list.
 * @param most How many parties it takes; the others are left out.
 */
export function createRowsSelector(
  most = Infinity,
): (parties: readonly DeskReservation[]) => readonly ListRow[] {
  let from: readonly DeskReservation[] = []
  let rows: readonly ListRow[] = []
  return (parties) => {
    const taken = parties.length > most ? parties.slice(0, most) : parties
    if (!sameLines(from, taken)) rows = listRows(taken)
    from = taken
    return rows
  }
}

/** Asked at every change of a full house: it compares the parties, so that no line is made to be thrown away. */
function sameLines(a: readonly DeskReservation[], b: readonly DeskReservation[]): boolean {
  return a === b || (a.length === b.length && a.every((party, index) => sameLine(party, b[index])))
}

function sameLine(a: DeskReservation, b: DeskReservation | undefined): boolean {
  if (a === b) return true
  return (
    a.id === b?.id &&
    quarterOf(a) === quarterOf(b) &&
    a.partySize === b.partySize &&
    isExpected(a) === isExpected(b)
  )
}

/** The ids of the cards, in the order in which the arrow keys walk over them. */
export function cardIds(rows: readonly ListRow[]): readonly string[] {
  return rows.flatMap((row) => (row.kind === 'card' ? [row.key] : []))
}
