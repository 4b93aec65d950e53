import type { StateCreator } from 'zustand'
import type { ScanDialogName } from './scanning.ts'
import type { Desk } from './desk-store.ts'

/** What takes up the window, one at a time; dialogs and the verdict lie over it. */
export type ScreenName = 'evening' | 'desks' | 'replay' | 'numbers' | 'venue' | 'settings'
export type SettingsSection = 'look' | 'desk' | 'scanners' | 'sounds' | 'alerts' | 'about'
export type DialogName =
  'new' | 'walk-in' | 'set-aside' | 'seat-here' | 'pairing' | 'leave-kiosk' | ScanDialogName

/** What is open, and what was typed into the search field: this window's own. */
export interface ScreenSlice {
  screen: ScreenName
  showScreen: (screen: ScreenName) => void
  settingsSection: SettingsSection
  /** Opens the settings at a section. */
  showSettings: (section: SettingsSection) => void
  query: string
  search: (query: string) => void
  openGuestId: string | null
  openGuest: (id: string | null) => void
  dialog: DialogName | null
  openDialog: (name: DialogName | null) => void
}

export const createScreenSlice: StateCreator<Desk, [], [], ScreenSlice> = (set) => ({
  screen: 'evening',
  showScreen: (screen) => set({ screen }),
  settingsSection: 'look',
  showSettings: (settingsSection) => set({ screen: 'settings', settingsSection }),
  query: '',
  search: (query) => set({ query }),
  openGuestId: null,
  openGuest: (openGuestId) => set({ openGuestId }),
  dialog: null,
  openDialog: (dialog) => set({ dialog }),
})
