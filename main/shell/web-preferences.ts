import type { WebPreferences } from 'electron'

/** The screen's own paper, by theme: what is seen until its first frame. */
export const paper = { light: '#f4f1ea', dark: '#141614' }

/** What every window of ours may: to speak through the preload, and nothing else. */
export function safePreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    // Its dictionaries would come from the network.
    spellcheck: false,
  }
}
