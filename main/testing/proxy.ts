import { createServer, connect } from 'node:net'
import type { Socket } from 'node:net'

export interface Proxy {
  url: string
  /** Cuts every connection and takes no more, until `up`. */
  down(): void
  up(): void
  /**
   * The next request whose first line matches reaches the server; its answer is dropped and the connection is
   * cut. Resolves when the server has answered.
   */
  loseAnswerTo(line: RegExp): Promise<void>
  /** The next request whose first line matches is answered with this, and never reaches the server. */
  answer(line: RegExp, status: number, headers: Record<string, string>, body: string): void
  /** First lines of the requests that came, in order. */
  requests: string[]
  stop(): Promise<void>
}

/** A TCP proxy between a desk and a server, which does to the connection what networks do. */
export async function startProxy(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const requests: string[] = []
  let isDown = false
  let toLose: { line: RegExp; done: () => void } | undefined
  let toAnswer: { line: RegExp; text: string } | undefined

  const server = createServer((client) => {
    if (isDown) {
      client.destroy()
      return
    }
    const upstream = connect(Number(port), hostname)
    let loses: (() => void) | undefined
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    client.on('data', (chunk) => {
      const line = /^(?:GET|POST|PUT|DELETE) \S+/.exec(chunk.toString('latin1'))?.[0]
      if (line !== undefined) {
        requests.push(line)
        if (toAnswer?.line.test(line)) {
          client.end(toAnswer.text)
          toAnswer = undefined
          return
        }
        if (toLose?.line.test(line)) {
          loses = toLose.done
          toLose = undefined
        }
      }
      upstream.write(chunk)
    })
    upstream.on('data', (chunk) => {
      if (loses) {
        client.destroy()
        loses()
      } else client.write(chunk)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }

  return {
    url: `http://127.0.0.1:${address.port}`,
    down: () => {
      isDown = true
      cut()
    },
    up: () => {
      isDown = false
    },
    loseAnswerTo: (line) => new Promise((done) => (toLose = { line, done })),
    answer: (line, status, headers, body) => {
      const head = Object.entries({
        ...headers,
        'content-length': String(Buffer.byteLength(body)),
        connection: 'close',
      })
      const text = [`HTTP/1.1 ${status} x`, ...head.map(([name, value]) => `${name}: ${value}`), '', body]
      toAnswer = { line, text: text.join('\r\n') }
    },
    requests,
    stop: () =>
      new Promise((resolve) => {
        cut()
        server.close(() => resolve())
      }),
  }
}
