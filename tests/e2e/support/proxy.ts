import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { listen } from './listen.ts'

/** A TCP proxy before a server, which can break in the ways in which networks do. */
export class TestProxy {
  readonly #target: { host: string; port: number }
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #port: number | undefined
  #toServer = true
  #toDesk = true

  constructor(target: string) {
    const url = new URL(target)
    this.#target = { host: url.hostname, port: Number(url.port) }
    this.#server = createServer((desk) => this.#join(desk))
  }

  async start(): Promise<void> {
    this.#port = await listen(this.#server)
  }

  get url(): string {
    if (this.#port === undefined) throw new Error('The proxy was not started.')
    return `http://127.0.0.1:${this.#port}`
  }

  /** From now on bytes vanish, on old connections and on new ones, and nobody is told. */
  swallow(what: { toServer: boolean; toDesk: boolean }): void {
    this.#toServer = !what.toServer
    this.#toDesk = !what.toDesk
  }

  /** Breaks every connection at once; new ones are taken. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async stop(): Promise<void> {
    this.#server.close()
    this.cut()
    await once(this.#server, 'close')
  }

  #join(desk: Socket): void {
    const server = connect(this.#target)
    this.#carry(desk, server, () => this.#toServer)
    this.#carry(server, desk, () => this.#toDesk)
  }

  #carry(from: Socket, to: Socket, open: () => boolean): void {
    this.#sockets.add(from)
    from.on('data', (chunk) => {
      if (open()) to.write(chunk)
    })
    from.on('end', () => {
      if (open()) to.end()
    })
    // Either side may be gone without a word: the other learns it by `close`.
    from.on('error', () => from.destroy())
    from.on('close', () => {
      this.#sockets.delete(from)
      if (open()) to.destroy()
    })
  }
}
