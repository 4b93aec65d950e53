import type { StateCreator } from 'zustand'
import type { Business, Device } from '../../contract/api.ts'
import type { DeskState } from '../../contract/ipc.ts'
import { defaultVenueSettings } from '../../contract/settings.ts'
import type { VenueSettings } from '../../contract/settings.ts'
import type { UpdateState } from '../../contract/shell.ts'
import type { Desk } from './desk-store.ts'

/** Whose desk this is, and which day of the venue it shows. */
export interface SessionSlice {
  /** `false` until main has told its state for the first time. */
  loaded: boolean
  business: Business | null
  device: Device | null
  /** How the venue works; `null` until its server has said it. */
  venue: VenueSettings | null
  /** `YYYY-MM-DD` in the venue's calendar; `null` before the first snapshot. */
  day: string | null
  systemLanguage: string
  /** What is wrong with this desk's own file. */
  storeTrouble: NonNullable<DeskState['storeTrouble']> | null
  /** What is known of a newer version of the app; `null`: nobody has asked. */
  update: UpdateState | null
}

/** The venue's thresholds, or what holds until it has said them. */
export function thresholdsOf({ venue }: Pick<SessionSlice, 'venue'>): VenueSettings['thresholds'] {
  return venue?.thresholds ?? defaultVenueSettings.thresholds
}

export const createSessionSlice: StateCreator<Desk, [], [], SessionSlice> = () => ({
  loaded: false,
  business: null,
  device: null,
  venue: null,
  day: null,
  systemLanguage: navigator.language,
  storeTrouble: null,
  update: null,
})
