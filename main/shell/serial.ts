import type { SerialPort, Session } from 'electron'
import type { Push } from '../../contract/ipc.ts'
import type { OfferedPort, SerialPortName } from '../../contract/scanner-settings.ts'

export interface SerialChoice {
  /** Answers the pages of a session. */
  listen(session: Session): void
  /** What can be chosen while the page waits for a choice; a scanner that is plugged in meanwhile comes in. */
  offered(): OfferedPort[]
  /** Answers the page that asked for a port; `null`: none. Returns what to remember of the chosen one. */
  choose(id: string | null): SerialPortName | null
  /** What the desk tells: the scanner that it remembers. */
  hear(push: Push): void
  /** Whether the page may open a port without being asked: the one that was chosen, wherever it is plugged in now. */
  mayOpen(port: SerialPort): boolean
}

/** Lets the host choose a serial scanner once: Electron has no such dialog of its own. */
export function createSerialChoice(): SerialChoice {
  let remembered: SerialPortName | null = null
  let ports: SerialPort[] = []
  let answer: ((portId: string) => void) | undefined
  /** Until the choice is on the disk. */
  let chosen: SerialPortName | null = null

  return {
    listen: (session) => {
      session.on('select-serial-port', (event, list, _contents, callback) => {
        event.preventDefault()
        // Whoever asked before has gone.
        answer?.('')
        answer = callback
        ports = [...list]
      })
      session.on('serial-port-added', (_event, port) => {
        ports = [...ports.filter(({ portId }) => portId !== port.portId), port]
      })
      session.on('serial-port-removed', (_event, port) => {
        ports = ports.filter(({ portId }) => portId !== port.portId)
      })
    },
    offered: () => (answer ? ports.map((port) => ({ id: port.portId, name: nameOf(port) })) : []),
    choose: (id) => {
      const port = ports.find(({ portId }) => portId === id)
      chosen = port ? namedPort(port) : null
      const tell = answer
      answer = undefined
      tell?.(port?.portId ?? '')
      return chosen
    },
    hear: (push) => {
      if (push.kind !== 'settings' && push.kind !== 'state') return
      const { serialScanner } = push.kind === 'state' ? push.state.settings : push.settings
      remembered = serialScanner
      if (serialScanner === null) chosen = null
    },
    mayOpen: (port) => [chosen, remembered].some((known) => known !== null && isSamePort(port, known)),
  }
}

function nameOf({ displayName, portName }: SerialPort): string {
  return displayName ? `${displayName} (${portName})` : portName
}

/** What is remembered of a port. */
export function namedPort(port: SerialPort): SerialPortName {
  return {
    name: nameOf(port).slice(0, 200),
    ...(port.vendorId ? { vendorId: port.vendorId.slice(0, 20) } : {}),
    ...(port.productId ? { productId: port.productId.slice(0, 20) } : {}),
    ...(port.serialNumber ? { serialNumber: port.serialNumber.slice(0, 200) } : {}),
  }
}

/** Whether a port is the remembered one. A USB device is known by its ids wherever it is plugged in, another by its name. */
export function isSamePort(port: SerialPort, known: SerialPortName): boolean {
  const now = namedPort(port)
  if (known.vendorId === undefined) return now.vendorId === undefined && now.name === known.name
  return (
    now.vendorId === known.vendorId &&
    now.productId === known.productId &&
    now.serialNumber === known.serialNumber
  )
}
