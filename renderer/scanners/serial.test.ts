import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLineReader } from './lines.ts'
import type { Reading, Scanner } from './scanner.ts'
import { createSerialScanner } from './serial.ts'
import type { SerialDevice, SerialState } from './serial.ts'

// A pseudo-terminal is no serial port to Chromium, which asks udev for them: Web Serial itself is stood in for.

class Port implements SerialDevice {
  readable: ReadableStream<Uint8Array> | null = null
  opened: number[] = []
  closed = 0
  busy = false
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined

  open({ baudRate }: { baudRate: number }): Promise<void> {
    if (this.busy) return Promise.reject(new DOMException('Failed to open serial port.', 'NetworkError'))
    this.opened.push(baudRate)
    this.readable = new ReadableStream({ start: (controller) => void (this.controller = controller) })
    return Promise.resolve()
  }

  close(): Promise<void> {
    this.closed += 1
    this.readable = null
    return Promise.resolve()
  }

  send(text: string): void {
    this.controller?.enqueue(new TextEncoder().encode(text))
  }

  pullOut(): void {
    this.readable = null
    this.controller?.error(new DOMException('The device has been lost.', 'NetworkError'))
  }
}

class Ports extends EventTarget {
  present: Port[] = []
  getPorts = () => Promise.resolve(this.present)
}

let ports: Ports
let scanner: Scanner
let states: SerialState[]
let readings: Reading[]

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('reportError', () => undefined)
  ports = new Ports()
  states = []
  readings = []
  scanner = createSerialScanner({ ports, baudRate: 9600, onState: (state) => states.push(state) })
})
afterEach(() => {
  scanner.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const start = () => scanner.start((reading) => readings.push(reading))
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const texts = () => readings.map(({ text }) => text)

it('reads lines, however they are cut into pieces (stub of Web Serial, mocked time)', async () => {
  const port = new Port()
  ports.present = [port]
  start()
  await settle()
  expect(states.at(-1)).toBe('on')
  expect(port.opened).toEqual([9600])
  port.send('FD1AB')
  await settle(20)
  port.send('C\r\nFD1X')
  port.send('YZ\r')
  await settle(20)
  expect(texts()).toEqual(['FD1ABC', 'FD1XYZ'])
  expect(readings[0]).toMatchObject({ source: 'serial' })
})

it('is opened again when it is plugged in again (stub of Web Serial, mocked time)', async () => {
  const first = new Port()
  ports.present = [first]
  start()
  await settle()
  ports.present = []
  first.pullOut()
  await settle()
  expect(states.at(-1)).toBe('waiting')
  expect(first.closed).toBe(1)
  const again = new Port()
  ports.present = [again]
  ports.dispatchEvent(new Event('connect'))
  await settle()
  expect(states.at(-1)).toBe('on')
  again.send('FD1\n')
  await settle()
  expect(texts()).toEqual(['FD1'])
})

it('waits for a port that another program holds (stub of Web Serial, mocked time)', async () => {
  const port = new Port()
  port.busy = true
  ports.present = [port]
  start()
  await settle()
  expect(states.at(-1)).toBe('waiting')
  port.busy = false
  await settle(3_000)
  expect(states.at(-1)).toBe('on')
})

it('lets go of the port when it is stopped, and can be started again (stub of Web Serial, mocked time)', async () => {
  const port = new Port()
  ports.present = [port]
  start()
  await settle()
  scanner.stop()
  await settle()
  expect([port.closed, states.at(-1)]).toEqual([1, 'off'])
  start()
  await settle()
  expect([port.opened.length, states.at(-1)]).toEqual([2, 'on'])
})

it('a code without an end is one after a moment of silence; control characters fall away (mocked time)', async () => {
  const lines: string[] = []
  const reader = createLineReader((line) => lines.push(line))
  const take = (text: string) => reader.take(new TextEncoder().encode(text))
  take('\u0002FD1')
  await settle(50)
  take('ABC')
  await settle(99)
  expect(lines).toEqual([])
  await settle(1)
  take('\u0002XYZ\u0003\r\n\r\n')
  expect(lines).toEqual(['FD1ABC', 'XYZ'])
  take('x'.repeat(5_000))
  await settle(200)
  expect(lines).toHaveLength(2)
})
