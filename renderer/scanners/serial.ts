import { createLineReader } from './lines.ts'
import type { Scanner } from './scanner.ts'

/** What the serial scanner is doing. `waiting`: it is not plugged in, or another program has it; it is tried again. */
export type SerialState = 'off' | 'starting' | 'on' | 'waiting' | 'unsupported'

/** What of Web Serial is used. */
export interface SerialPorts extends EventTarget {
  getPorts(): Promise<SerialDevice[]>
}
export interface SerialDevice {
  readonly readable: ReadableStream<Uint8Array> | null
  open(options: { baudRate: number }): Promise<void>
  close(): Promise<void>
}

export interface SerialOptions {
  ports: SerialPorts
  baudRate: number
  onState: (state: SerialState) => void
}

/** Nobody says when another program lets go of a port: it is tried again after so many milliseconds. */
const retryAfter = 3_000

/**
 * A serial scanner: each line that it sends is a code. Main lets the page see the one port that was chosen. It is
 * opened while this is started, and again whenever it is plugged in.
 */
export function createSerialScanner({ ports, baudRate, onState }: SerialOptions): Scanner {
  let emit: Parameters<Scanner['start']>[0] | undefined
  /** Counts every opening and closing, so that what belongs to an earlier one ends. */
  let turn = 0
  let port: SerialDevice | undefined
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let closing = Promise.resolve()

  async function open(): Promise<void> {
    const mine = ++turn
    clearTimeout(retry)
    onState('starting')
    try {
      await closing
      const [first] = await ports.getPorts()
      if (mine !== turn) return
      if (!first) {
        wait(mine)
        return
      }
      port = first
      await first.open({ baudRate })
      if (mine === turn) {
        onState('on')
        await read(first, mine)
      }
    } catch (error) {
      // Unplugged, or held by another program: it is tried again, and the screen says so.
      if (mine === turn) reportError(error)
    }
    if (mine === turn) {
      close()
      wait(turn)
    }
  }

  async function read(device: SerialDevice, mine: number): Promise<void> {
    const lines = createLineReader((text) => {
      if (mine === turn) emit?.({ text, source: 'serial', at: new Date().toISOString() })
    })
    // After noise on the line the port goes on with a new stream.
    while (mine === turn && device.readable) {
      reader = device.readable.getReader()
      try {
        for (;;) {
          const { value, done } = await reader.read()
          if (done) return
          lines.take(value)
        }
      } catch (error) {
        if (!(error instanceof DOMException) || error.name === 'NetworkError') throw error
      } finally {
        reader.releaseLock()
      }
    }
  }

  function close(): void {
    turn++
    clearTimeout(retry)
    const old = port
    const reading = reader
    port = undefined
    reader = undefined
    if (!old) return
    closing = (async () => {
      // A reader that was let go of already has nothing to cancel, and a port that is gone nothing to close.
      await reading?.cancel().catch(() => undefined)
      await old.close().catch(() => undefined)
    })()
  }

  function wait(mine: number): void {
    onState('waiting')
    retry = setTimeout(() => {
      if (mine === turn) void open()
    }, retryAfter)
  }

  const onConnect = () => {
    if (!port) void open()
  }

  return {
    start(onScan) {
      emit = onScan
      ports.addEventListener('connect', onConnect)
      void open()
    },
    stop() {
      emit = undefined
      ports.removeEventListener('connect', onConnect)
      close()
      onState('off')
    },
  }
}
