import type { DeskReservation } from '../../../contract/ipc.ts'
import { useClock } from '../../clock.ts'
import { search } from '../../search/search.ts'
import { useDesk } from '../../store/desk-store.ts'
import type { Desk } from '../../store/desk-store.ts'
import { listed } from '../../store/rows.ts'
import { thresholdsOf } from '../../store/session.ts'
import { isFiltering, passes } from './filter.ts'
import type { FilterRules } from './filter.ts'

type Shown = readonly DeskReservation[]
type Asked = Pick<Desk, 'byId' | 'order' | 'query' | 'filter' | 'venue'>

/** Whether the host has typed something to search for. */
export function isSearching({ query }: Pick<Desk, 'query'>): boolean {
  return query.trim() !== ''
}

/** Whether the host has asked for some of the day's parties, by words or by a filter. */
export function asksForSome(desk: Pick<Desk, 'query' | 'filter'>): boolean {
  return isSearching(desk) || isFiltering(desk.filter)
}

/** What the host has asked for, as one text: where it is another, other parties are shown at once. */
export function askedOf({ query, filter }: Pick<Desk, 'query' | 'filter'>): string {
  return `${query}\n${JSON.stringify(filter)}`
}

/** What a filter has to know of the venue. */
export function rulesOf(desk: Pick<Desk, 'venue'>, now: number): FilterRules {
  return { areas: desk.venue?.areas ?? [], lateMinutes: thresholdsOf(desk).lateMinutes, now }
}

let last: (Asked & { minute: number; shown: Shown }) | undefined

/** The day's parties that fit what was typed and what was chosen, by their hour. Worked out once for the same. */
export function shownOf(desk: Asked, minute: number): Shown {
  const { byId, order, query, filter, venue } = desk
  const asked = { byId, order, query, filter, venue, minute }
  if (last && sameAsked(last, asked)) return last.shown
  // A start draws its first list without making every guest ready for a search.
  const found = isSearching(desk) ? search.find(desk, query).map(({ row }) => row) : listed(desk)
  const chosen = passes(filter, rulesOf(desk, minute))
  last = { ...asked, shown: chosen ? found.filter(chosen) : found }
  return last.shown
}

function sameAsked(a: Asked & { minute: number }, b: Asked & { minute: number }): boolean {
  return (
    a.byId === b.byId &&
    a.order === b.order &&
    a.query === b.query &&
    a.filter === b.filter &&
    a.venue === b.venue &&
    a.minute === b.minute
  )
}

/** Makes something of the parties that are shown, and may look at what was asked for. */
export type OfShown<T> = (parties: Shown, asked: Asked) => T

/** What `select` makes of the parties that are shown. Looked at again every minute where time decides. */
export function useShown<T>(select: OfShown<T>): T {
  // Who is late changes with time; nothing else does.
  const timely = useDesk(({ filter }) => filter.states.length > 0)
  const minute = useClock((at) => (timely ? at - (at % 60_000) : 0))
  return useDesk((desk) => select(shownOf(desk, minute), desk))
}

/** How many parties are shown. */
export function useShownCount(): number {
  return useShown(({ length }) => length)
}
