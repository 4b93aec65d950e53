import type { StateCreator } from 'zustand'
import type { DeskReservation } from '../../contract/ipc.ts'
import type { DayBounds } from '../../contract/shown-day.ts'
import type { Desk } from './desk-store.ts'

/** The rows of the day. */
export interface ReservationsSlice {
  byId: ReadonlyMap<string, DeskReservation>
  /** Ids by arrival. The same array as long as nobody comes, goes, or changes their time. */
  order: readonly string[]
  /** How often something was heard of a reservation, also what had changed its row before. */
  heardOf: ReadonlyMap<string, number>
  /** Of the day, in UTC: rows of other days are not shown. */
  bounds: DayBounds | null
}

export const createReservationsSlice: StateCreator<Desk, [], [], ReservationsSlice> = () => ({
  byId: new Map(),
  order: [],
  heardOf: new Map(),
  bounds: null,
})
