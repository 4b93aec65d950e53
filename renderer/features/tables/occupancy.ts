import type { DeskReservation } from '../../../contract/ipc.ts'
import type { ReservationStatus } from '../../../contract/reservation.ts'
import type { VenueSettings } from '../../../contract/settings.ts'
import { expectedEnd } from '../../../contract/stay.ts'

/** `over`: they should have left by now. `soon`: the next party is due. */
export type TableState = 'free' | 'soon' | 'taken' | 'over' | 'conflict'

/** One table as it is now. */
export interface TableNow {
  name: string
  /** `null`: a table that the venue's settings do not know. */
  seats: number | null
  state: TableState
  /** Who sits here; two parties are a conflict. */
  here: readonly DeskReservation[]
  /** Until when they are expected to stay, in milliseconds. */
  until: number | null
  /** Who comes here next, by time. */
  coming: readonly DeskReservation[]
  /** Two parties who would be here at once. */
  clash: readonly [DeskReservation, DeskReservation] | null
}

export interface AreaNow {
  /** `null`: tables that no area names. */
  name: string | null
  tables: readonly TableNow[]
}

/** Who is in, and takes up a table. */
export const sitting: readonly ReservationStatus[] = ['arrived', 'seated']
const booked: readonly ReservationStatus[] = ['pending', 'confirmed']

const minute = 60_000
/** A party that is due within this time makes its table one that is not free any more. */
const soonMs = 45 * minute
/** Two parties may overlap so much: estimates are no promises. */
const toleranceMs = 15 * minute

/** A table's name as it is compared: hosts write `t1` and `T1`. */
export function tableKey(name: string): string {
  return name.trim().toLocaleLowerCase()
}

interface Parties {
  name: string
  here: DeskReservation[]
  coming: DeskReservation[]
}

/** Who sits at each table and who comes next, area by area; tables that only a reservation names come last. */
export function tablesNow(
  reservations: Iterable<DeskReservation>,
  areas: VenueSettings['areas'],
  now: number,
  pace: number,
): AreaNow[] {
  const parties = partiesByTable(reservations)
  const known = areas.map(({ name, tables }) => ({
    name,
    tables: tables.map((table) => {
      const there = parties.get(tableKey(table.name))
      parties.delete(tableKey(table.name))
      return tableNow(table.name, table.seats, there, now, pace)
    }),
  }))
  const others = [...parties.values()]
    .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
    .map((there) => tableNow(there.name, null, there, now, pace))
  return others.length > 0 ? [...known, { name: null, tables: others }] : known
}

function partiesByTable(reservations: Iterable<DeskReservation>): Map<string, Parties> {
  const byTable = new Map<string, Parties>()
  for (const reservation of reservations) {
    const { table, status } = reservation
    const isHere = sitting.includes(status)
    if (table === undefined || (!isHere && !booked.includes(status))) continue
    const key = tableKey(table)
    const there = byTable.get(key) ?? { name: table.trim(), here: [], coming: [] }
    byTable.set(key, there)
    ;(isHere ? there.here : there.coming).push(reservation)
  }
  for (const { here, coming } of byTable.values()) {
    here.sort(byTime)
    coming.sort(byTime)
  }
  return byTable
}

function byTime(a: DeskReservation, b: DeskReservation): number {
  return a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0
}

function tableNow(
  name: string,
  seats: number | null,
  { here, coming }: Pick<Parties, 'here' | 'coming'> = { here: [], coming: [] },
  now: number,
  pace: number,
): TableNow {
  const until = here.length > 0 ? Math.max(...here.map((party) => expectedEnd(party, pace))) : null
  const clash = clashOf(here, coming, now, pace)
  return { name, seats, here, until, coming, clash, state: stateOf(here, until, coming, clash, now) }
}

function stateOf(
  here: readonly DeskReservation[],
  until: number | null,
  coming: readonly DeskReservation[],
  clash: TableNow['clash'],
  now: number,
): TableState {
  if (clash) return 'conflict'
  if (here.length > 0) return until !== null && until < now ? 'over' : 'taken'
  const next = coming[0]
  return next && Date.parse(next.startsAt) - now <= soonMs ? 'soon' : 'free'
}

/** Two parties at one table: both here, one booked before the other is expected to go, or both booked at once. */
function clashOf(
  here: readonly DeskReservation[],
  coming: readonly DeskReservation[],
  now: number,
  pace: number,
): TableNow['clash'] {
  const [one, other] = here
  if (one && other) return [one, other]
  let before = one
  // Whoever sits longer than expected is still there now.
  let end = one ? Math.max(expectedEnd(one, pace), now) : -Infinity
  for (const party of coming) {
    const start = Date.parse(party.startsAt)
    if (before && end - start > toleranceMs) return [before, party]
    before = party
    end = expectedEnd(party, pace)
  }
  return null
}

/** Areas as they are now; tables and areas of which nothing changed are the same objects as before. */
export function keepSame(before: readonly AreaNow[], after: readonly AreaNow[]): readonly AreaNow[] {
  const old = new Map(before.flatMap(({ tables }) => tables.map((table) => [table.name, table] as const)))
  const areas = after.map((area, index) => {
    const tables = area.tables.map((table) => {
      const was = old.get(table.name)
      return was && sameTable(was, table) ? was : table
    })
    const was = before[index]
    return was?.name === area.name && sameItems(was.tables, tables) ? was : { ...area, tables }
  })
  return sameItems(before, areas) ? before : areas
}

function sameTable(a: TableNow, b: TableNow): boolean {
  return (
    a.state === b.state &&
    a.until === b.until &&
    a.seats === b.seats &&
    sameItems(a.here, b.here) &&
    sameItems(a.coming, b.coming)
  )
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
