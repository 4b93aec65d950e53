import type { StateCreator } from 'zustand'
import type { ReservationStatus } from '../../contract/reservation.ts'
import { sightSchema } from '../../contract/sight.ts'
import type { Sight } from '../../contract/sight.ts'
import { noFilter, toggled } from '../features/filter/filter.ts'
import type { Filter, FilterChoice } from '../features/filter/filter.ts'
import type { Desk } from './desk-store.ts'

/** The ways to look at the evening, in the order of their tabs. */
export const eveningViews = sightSchema.shape.view.options
export type EveningView = Sight['view']

/** A table that nobody sits at, and nobody comes to soon. */
export interface FreeTable {
  name: string
  /** `null`: not known. */
  seats: number | null
}

/** A party that is being given a table. */
export interface Placing {
  id: string
  /** Whether it sits down at once, or only has the table kept. */
  seat: boolean
  /** Its status when the host began to choose. */
  began: ReservationStatus
  /** Where the host was. */
  from: EveningView
  /** Another desk has seated it, or it has left: what is chosen now is not for it any more. */
  over: boolean
}

/** A party as it is typed into the waitlist's form: text, as the fields hold it. */
export interface WaitlistDraft {
  name: string
  phone: string
  partySize: string
  /** What it is told, in minutes; `null`: what is suggested. */
  quote: number | null
}

/** Nothing is typed yet. */
export const blankWaitlistDraft: WaitlistDraft = { name: '', phone: '', partySize: '2', quote: null }

/** How this window looks at the evening. */
export interface EveningSlice {
  view: EveningView
  showView: (view: EveningView) => void
  filter: Filter
  toggleFilter: (choice: FilterChoice) => void
  /** Shows everything again: no filter, no search. */
  clearFilter: () => void
  placing: Placing | null
  /** Lets the host choose a table for a party. */
  startPlacing: (id: string, seat: boolean) => void
  /** No table is chosen for it any more. The host stays here: another view would come under the pointer. */
  endPlacing: () => void
  /** The free table for which a party is being chosen. */
  freeTable: FreeTable | null
  fillTable: (table: FreeTable) => void
  /** The table is chosen, or it is given up: back to where the host was. */
  stopPlacing: () => void
  /** Kept here, since it outlives the view: a party is seated from the list while the next is being typed. */
  waitlistDraft: WaitlistDraft
  draftWaiting: (typed: Partial<WaitlistDraft>) => void
}

export const createEveningSlice: StateCreator<Desk, [], [], EveningSlice> = (set) => ({
  view: 'hours',
  showView: (view) => set({ view, placing: null }),
  filter: noFilter,
  toggleFilter: (choice) => set(({ filter }) => ({ filter: toggled(filter, choice) })),
  clearFilter: () => set({ filter: noFilter, query: '' }),
  placing: null,
  startPlacing: (id, seat) =>
    set(({ view, placing, byId }) => {
      const began = byId.get(id)?.status
      if (began === undefined) return {}
      return {
        placing: { id, seat, began, from: placing?.from ?? view, over: false },
        view: 'tables',
        screen: 'evening',
        openGuestId: null,
      }
    }),
  endPlacing: () => set(({ placing }) => ({ placing: placing && { ...placing, over: true } })),
  freeTable: null,
  fillTable: (freeTable) => set({ freeTable, dialog: 'seat-here' }),
  stopPlacing: () => set(({ placing }) => (placing ? { view: placing.from, placing: null } : {})),
  waitlistDraft: blankWaitlistDraft,
  draftWaiting: (typed) => set(({ waitlistDraft }) => ({ waitlistDraft: { ...waitlistDraft, ...typed } })),
})
