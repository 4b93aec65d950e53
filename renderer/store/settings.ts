import type { StateCreator } from 'zustand'
import { defaultSettings } from '../../contract/ipc.ts'
import type { Settings } from '../../contract/ipc.ts'
import type { Desk } from './desk-store.ts'

/** What the host chose; main keeps it. */
export interface SettingsSlice {
  settings: Settings
}

export const createSettingsSlice: StateCreator<Desk, [], [], SettingsSlice> = () => ({
  settings: defaultSettings,
})
