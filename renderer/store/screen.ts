import type { StateCreator } from 'zustand'
import type { Sight } from '../../contract/sight.ts'
import type { ScanDialogName } from './scanning.ts'
import type { Desk } from './desk-store.ts'

/** What takes up the window, one at a time; dialogs and the verdict lie over it. */
export type ScreenName = Sight['screen']
export type SettingsSection = Sight['settingsSection']
export type DialogName =
  | 'new'
  | 'walk-in'
  | 'set-aside'
  | 'seat-here'
  | 'pairing'
  | 'leave-kiosk'
  | ScanDialogName
  | 'palette'
  | 'shortcuts'
  | 'ticket'
  | 'conflict'
  | 'scan-conflicts'

/** What is open, and what was typed into the search field: this window's own. */
export interface ScreenSlice {
  screen: ScreenName
  /** Where something on the screen is not saved yet, it is asked first: see `leavingTo`. */
  showScreen: (screen: ScreenName) => void
  /** The device to whose row an alert has led; `null` once it has the focus. */
  pointedDesk: string | null
  showDesk: (deviceId: string) => void
  arriveAtDesk: () => void
  settingsSection: SettingsSection
  /** Opens the settings at a section. */
  showSettings: (section: SettingsSection) => void
  /** Something was changed on the screen that is open, and not saved. */
  unsaved: boolean
  setUnsaved: (unsaved: boolean) => void
  /** The screen that waits for an answer to what shall become of what is not saved. */
  leavingTo: ScreenName | null
  /** Leaves what is not saved behind, or stays with it. */
  decideLeaving: (leave: boolean) => void
  query: string
  search: (query: string) => void
  openGuestId: string | null
  openGuest: (id: string | null) => void
  dialog: DialogName | null
  openDialog: (name: DialogName | null) => void
  /** How many dialogs lie over the screen and over `dialog`: a screen's own, and the one that asks for a PIN. */
  covers: number
  /** One more lies over them, until what is returned is called. */
  cover: () => () => void
  /** Closes all that lies over the screen: the host goes to what a scan has shown. */
  closeDialogs: () => void
  /** The open guest is being edited. */
  editing: boolean
  editGuest: (editing: boolean) => void
  /** The open guest's phone and e-mail are shown in full. */
  contactShown: boolean
  showContact: (shown: boolean) => void
}

export const createScreenSlice: StateCreator<Desk, [], [], ScreenSlice> = (set) => ({
  screen: 'evening',
  settingsSection: 'look',
  showSettings: (settingsSection) => set((desk) => ({ ...going(desk, 'settings'), settingsSection })),
  showScreen: (screen) => set((desk) => ({ ...going(desk, screen), pointedDesk: null })),
  pointedDesk: null,
  showDesk: (pointedDesk) => set((desk) => ({ ...going(desk, 'desks'), pointedDesk })),
  arriveAtDesk: () => set({ pointedDesk: null }),
  unsaved: false,
  setUnsaved: (unsaved) => set({ unsaved }),
  leavingTo: null,
  decideLeaving: (leave) =>
    set(({ leavingTo }) => ({
      leavingTo: null,
      ...(leave && leavingTo !== null ? { screen: leavingTo, unsaved: false } : { pointedDesk: null }),
    })),
  query: '',
  // Who looks for a guest looks at the list.
  search: (query) => set((desk) => ({ query, ...(query !== '' && going(desk, 'evening')) })),
  openGuestId: null,
  openGuest: (openGuestId) =>
    set((desk) => ({
      openGuestId,
      editing: false,
      contactShown: false,
      ...(openGuestId !== null && going(desk, 'evening')),
    })),
  dialog: null,
  openDialog: (dialog) => set({ dialog }),
  covers: 0,
  cover: () => {
    set(({ covers }) => ({ covers: covers + 1 }))
    return () => set(({ covers }) => ({ covers: covers - 1 }))
  },
  closeDialogs: () => set({ dialog: null, overriding: null }),
  editing: false,
  editGuest: (editing) => set({ editing }),
  contactShown: false,
  showContact: (contactShown) => set({ contactShown }),
})

function going(desk: ScreenSlice, screen: ScreenName): Partial<ScreenSlice> {
  return desk.unsaved && screen !== desk.screen ? { leavingTo: screen } : { screen }
}
