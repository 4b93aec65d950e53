import type { DeskApi } from '../contract/ipc.ts'
import type { SerialDevice, SerialPorts } from './scanners/serial.ts'

declare global {
  interface Window {
    /** Given by the preload script: all that this screen knows of the world. */
    readonly desk: DeskApi
  }
  interface Navigator {
    /** Web Serial, which TypeScript's library does not have; not on every system. */
    readonly serial?: SerialPorts & { requestPort(): Promise<SerialDevice> }
  }
}

declare module 'react' {
  interface HTMLAttributes<T> extends AriaAttributes, DOMAttributes<T> {
    /** The browser notes when this text is painted: the bench of the start-up reads it. */
    elementtiming?: string
  }
}
