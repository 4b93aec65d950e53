import { Agent, createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** What a network does to one desk. Several things can be wrong at once. */
export interface Trouble {
  /** Every connection is cut, and none is taken. */
  cut: boolean
  /** Connections stand, and nothing comes through. */
  halfOpen: boolean
  /** Everything comes so many milliseconds later. */
  delayMs: number
  /** The server does what it is asked; its answer is dropped, and the connection with it. */
  losesAnswers: boolean
  /** Requests reach the server twice, and the second answer is the one that comes back; frames of the stream come twice. */
  duplicates: boolean
  /** An answer is held back until a later one has gone before it. */
  reorders: boolean
  /** A proxy in between answers 502 with a page. */
  badGateway: boolean
}

export const noTrouble: Readonly<Trouble> = {
  cut: false,
  halfOpen: false,
  delayMs: 0,
  losesAnswers: false,
  duplicates: false,
  reorders: false,
  badGateway: false,
}

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

/** How long an answer waits at most for another to go before it. */
const longestHoldMs = 700
/** How often it is looked whether a half-open link lets something through again. */
const lookMs = 50

/** The network between one desk and the servers. */
export class Network {
  readonly trouble: Trouble = { ...noTrouble }
  readonly #upstream: () => string | undefined
  readonly #sockets = new Set<Socket>()
  readonly #agent = new Agent({ keepAlive: true })
  /** Lets the answer go that is held back until another has gone. */
  #held: (() => void) | undefined
  readonly #server = createServer((request, response) => {
    this.#carry(request, response).catch(() => response.destroy())
  })

  /** @param upstream A server that runs, as a load balancer knows them; `undefined`: none does. */
  constructor(upstream: () => string | undefined) {
    this.#upstream = upstream
    this.#server.on('connection', (socket) => {
      if (this.trouble.cut) {
        socket.destroy()
        return
      }
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  cut(): void {
    this.trouble.cut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  async stop(): Promise<void> {
    this.cut()
    this.#agent.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request)
    await this.#way()
    if (this.trouble.badGateway) {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>')
      return
    }
    if (request.url?.startsWith('/api/reservas/events') === true) {
      this.#stream(request, response)
      return
    }
    let answer = await this.#forward(request, body)
    if (this.trouble.duplicates) answer = await this.#forward(request, body)
    if (this.trouble.losesAnswers) {
      response.socket?.destroy()
      return
    }
    await this.#way()
    if (this.trouble.reorders) await this.#afterAnother()
    response.writeHead(answer.status, headersOf(answer)).end(answer.body)
  }

  #forward(request: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { method, url = '/' } = request
      const upstream = ask(this.#address(url), { method, headers: request.headers, agent: this.#agent })
      upstream.on('error', reject)
      upstream.on('response', (answer) => {
        const { statusCode: status = 502, headers } = answer
        bytesOf(answer).then((bytes) => resolve({ status, headers, body: bytes }), reject)
      })
      upstream.end(body)
    })
  }

  /** Frame by frame, so that each can be late or come twice. */
  #stream(request: IncomingMessage, response: ServerResponse): void {
    // A connection of its own: it is cut when the desk lets go of it.
    const upstream = ask(this.#address(request.url ?? '/'), { headers: request.headers, agent: false })
    response.on('close', () => upstream.destroy())
    upstream.on('error', () => response.destroy())
    upstream.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      response.flushHeaders()
      void this.#frames(answer, response).catch(() => response.destroy())
    })
    upstream.end()
  }

  async #frames(answer: IncomingMessage, response: ServerResponse): Promise<void> {
    let rest = ''
    answer.setEncoding('utf8')
    for await (const chunk of answer) {
      rest += String(chunk)
      await this.#way()
      const end = rest.lastIndexOf('\n\n') + 2
      if (end < 2) continue
      const frames = rest.slice(0, end)
      rest = rest.slice(end)
      response.write(this.trouble.duplicates ? frames + frames : frames)
    }
    response.end(rest)
  }

  /** The time that something takes on its way. */
  async #way(): Promise<void> {
    if (this.trouble.delayMs > 0) await pause(this.trouble.delayMs)
    while (this.trouble.halfOpen && !this.trouble.cut) await pause(lookMs)
  }

  async #afterAnother(): Promise<void> {
    const other = this.#held
    if (other) {
      this.#held = undefined
      // It goes after this one.
      setImmediate(other)
      return
    }
    await Promise.race([
      new Promise<void>((resolve) => (this.#held = resolve)),
      pause(longestHoldMs, undefined, { ref: false }),
    ])
  }

  #address(path: string): URL {
    const server = this.#upstream()
    if (server === undefined) throw new Error('no server runs')
    return new URL(path, server)
  }
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** What concerns the connection to the server is left out. */
function headersOf({ headers, body }: Answer): Record<string, string | string[]> {
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || /^(connection|keep-alive|transfer-encoding)$/.test(name)
      ? []
      : [[name, value] as const],
  )
  return { ...Object.fromEntries(kept), 'content-length': String(body.length) }
}
