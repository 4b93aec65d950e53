import type { StateCreator } from 'zustand'
import { sightSchema } from '../../contract/sight.ts'
import type { Sight } from '../../contract/sight.ts'
import { noFilter, toggled } from '../features/filter/filter.ts'
import type { Filter, FilterChoice } from '../features/filter/filter.ts'
import type { Desk } from './desk-store.ts'

/** The ways to look at the evening, in the order of their tabs. */
export const eveningViews = sightSchema.shape.view.options
export type EveningView = Sight['view']

/** A party that is being given a table. */
export interface Placing {
  id: string
  /** Whether it sits down at once, or only has the table kept. */
  seat: boolean
  /** Where the host was. */
  from: EveningView
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
  /** The free table for which a party is being chosen. */
  freeTable: { name: string; seats: number | null } | null
  fillTable: (table: { name: string; seats: number | null }) => void
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
    set(({ view, placing }) => ({
      placing: { id, seat, from: placing?.from ?? view },
      view: 'tables',
      screen: 'evening',
      openGuestId: null,
    })),
  freeTable: null,
  fillTable: (freeTable) => set({ freeTable, dialog: 'seat-here' }),
  stopPlacing: () => set(({ placing }) => (placing ? { view: placing.from, placing: null } : {})),
  waitlistDraft: blankWaitlistDraft,
  draftWaiting: (typed) => set(({ waitlistDraft }) => ({ waitlistDraft: { ...waitlistDraft, ...typed } })),
})
