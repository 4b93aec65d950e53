import { useDesk } from '../../store/desk-store.ts'

/**
 * Asks for a serial scanner, by a click of the host: the page waits for a port while the dialog shows those that
 * there are. Main remembers the one that is chosen.
 */
export async function askForSerialPort(): Promise<void> {
  const { serial } = navigator
  if (!serial) return
  const { openDialog } = useDesk.getState()
  openDialog('serial-port')
  try {
    await serial.requestPort()
  } catch (error) {
    // None was chosen: the host closed the dialog.
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) reportError(error)
  }
}
