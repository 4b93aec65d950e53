import type { TestDesk } from './desk.ts'
import { inMain } from './in-main.ts'

/**
 * A serial scanner that nobody has plugged in: Chromium lists devices of the kernel only, and no test can make one. It
 * takes the place of `navigator.serial` and of the list of ports that Chromium gives main; all else is the desk's own.
 */
export class FakeSerialScanner {
  readonly #desk: TestDesk

  private constructor(desk: TestDesk) {
    this.#desk = desk
  }

  static async plugIn(desk: TestDesk): Promise<FakeSerialScanner> {
    await desk.page.evaluate(() => {
      let line: ReadableStreamDefaultController<Uint8Array> | undefined
      let isIn = true
      const port = {
        readable: null as ReadableStream<Uint8Array> | null,
        speeds: [] as number[],
        open({ baudRate }: { baudRate: number }) {
          if (!isIn) return Promise.reject(new DOMException('Failed to open serial port.', 'NetworkError'))
          port.speeds.push(baudRate)
          port.readable = new ReadableStream({ start: (controller) => void (line = controller) })
          return Promise.resolve()
        },
        close: () => Promise.resolve(),
      }
      const serial = Object.assign(new EventTarget(), {
        getPorts: () => Promise.resolve(isIn ? [port] : []),
        requestPort: () => Promise.resolve(port),
      })
      Object.defineProperty(navigator, 'serial', { value: serial })
      Object.assign(window, {
        fakeScanner: {
          speeds: port.speeds,
          send: (text: string) => line?.enqueue(new TextEncoder().encode(text)),
          pullOut: () => {
            isIn = false
            line?.error(new DOMException('The device has been lost.', 'NetworkError'))
          },
          putBack: () => {
            isIn = true
            serial.dispatchEvent(new Event('connect'))
          },
        },
      })
    })
    return new FakeSerialScanner(desk)
  }

  /** As Chromium does when the page has asked for a port. */
  async isOffered(): Promise<void> {
    await inMain(this.#desk.app, ({ session }) => {
      const port = { portId: 'one', portName: 'ttyACM0', displayName: 'Lector de prueba', vendorId: '1504' }
      session.defaultSession.emit(
        'select-serial-port',
        { preventDefault: () => undefined },
        [port],
        null,
        () => undefined,
      )
    })
  }

  /** Sends some bytes: a code ends with its line. */
  async send(text: string): Promise<void> {
    await this.#desk.page.evaluate(`fakeScanner.send(${JSON.stringify(text)})`)
  }

  async pullOut(): Promise<void> {
    await this.#desk.page.evaluate('fakeScanner.pullOut()')
  }

  async putBack(): Promise<void> {
    await this.#desk.page.evaluate('fakeScanner.putBack()')
  }

  /** The speeds at which the desk has opened it, first to last. */
  speeds(): Promise<unknown> {
    return this.#desk.page.evaluate('fakeScanner.speeds')
  }
}
