import type { DeskApi } from '../contract/ipc.ts'

declare global {
  interface Window {
    /** Given by the preload script: all that this screen knows of the world. */
    readonly desk: DeskApi
  }
}
