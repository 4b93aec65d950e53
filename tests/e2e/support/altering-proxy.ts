import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { listen } from './listen.ts'

/** As what a desk and its server seem to each other. */
export interface Alteration {
  /** Headers of the desk's requests, as the server sees them. */
  headers?: Record<string, string>
  /** By how much the server's clock is ahead, as the desk sees it. */
  aheadMs?: number
}

/** Stands between a desk and its server, and makes each seem another to the other than it is. */
export class AlteringProxy {
  readonly #target: string
  readonly #server: Server
  #alteration: Alteration = {}
  #port: number | undefined

  constructor(target: string) {
    this.#target = target
    this.#server = createServer((asked, answer) => this.#pass(asked, answer))
  }

  async start(): Promise<void> {
    this.#port = await listen(this.#server)
  }

  get url(): string {
    if (this.#port === undefined) throw new Error('The proxy was not started.')
    return `http://127.0.0.1:${this.#port}`
  }

  /** From the next request on; those that are open are broken off, so that there is one. */
  alter(alteration: Alteration): void {
    this.#alteration = alteration
    this.#server.closeAllConnections()
  }

  async stop(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { headers = {}, aheadMs = 0 } = this.#alteration
    const passed = request(new URL(asked.url ?? '/', this.#target), {
      method: asked.method,
      headers: { ...asked.headers, ...headers },
    })
    passed.on('response', (answered) => {
      const date = new Date(Date.parse(answered.headers.date ?? '') + aheadMs).toUTCString()
      answer.writeHead(answered.statusCode ?? 502, { ...answered.headers, date })
      // A stream's first words wait for nothing.
      answer.flushHeaders()
      answered.pipe(answer)
      answered.on('error', () => answer.destroy())
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  }
}
