import { create } from 'zustand'
import { createEveningSlice } from './evening.ts'
import type { EveningSlice } from './evening.ts'
import { createLinkSlice } from './link.ts'
import type { LinkSlice } from './link.ts'
import { createReservationsSlice } from './reservations.ts'
import type { ReservationsSlice } from './reservations.ts'
import { createScansSlice } from './scans.ts'
import type { ScansSlice } from './scans.ts'
import { createScanningSlice } from './scanning.ts'
import type { ScanningSlice } from './scanning.ts'
import { createScreenSlice } from './screen.ts'
import type { ScreenSlice } from './screen.ts'
import { createSessionSlice } from './session.ts'
import type { SessionSlice } from './session.ts'
import { createSettingsSlice } from './settings.ts'
import type { SettingsSlice } from './settings.ts'

/** All that the screen shows. The first four slices mirror the main process; `scans` and `screen` add what is only here. */
export type Desk = SessionSlice &
  ReservationsSlice &
  LinkSlice &
  SettingsSlice &
  ScansSlice &
  ScanningSlice &
  ScreenSlice &
  EveningSlice

export const useDesk = create<Desk>()((...tools) => ({
  ...createSessionSlice(...tools),
  ...createReservationsSlice(...tools),
  ...createLinkSlice(...tools),
  ...createSettingsSlice(...tools),
  ...createScansSlice(...tools),
  ...createScanningSlice(...tools),
  ...createScreenSlice(...tools),
  ...createEveningSlice(...tools),
}))
