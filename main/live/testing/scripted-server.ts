import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { DeskEvent } from '../../../contract/events.ts'
import type { Problem } from '../../../contract/problem.ts'
import { event, eventFrame, frame, identity } from './samples.ts'

export interface Received {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: string
}

/** What a route does instead of what it should. `hang`: the request is taken and never answered. */
export type Fault = 'hang' | { status: number; headers?: Record<string, string>; body?: string }

export interface ScriptedServer {
  url: string
  requests: Received[]
  /** The log that the stream replays and `changes` pages through. */
  log: DeskEvent[]
  /** Seqs up to this one are gone from the log. */
  forgotten: number
  /** Of its log. Another one: it was restored from a backup. */
  epoch: string
  /** Events in one page of `changes`. */
  page: number
  heartbeatMs: number
  /** Whether a stream goes on at once after `connected`; else what came before is the test's to send. */
  replays: boolean
  /** Sent before `connected`. */
  greeting: string
  faults: {
    stream?: Fault | undefined
    changes?: Fault | undefined
    list?: Fault | undefined
    identity?: Fault | undefined
  }
  /** Bytes of body sent on streams. */
  streamed: number
  openStreams(): number
  /** Bytes that the desks have not taken yet and that the system will not buffer any more. */
  unsent(): number
  count(path: string): number
  /** Makes events after the log's end, and sends them where `send` says so. */
  publish(count?: number, send?: boolean): DeskEvent[]
  /** Raw bytes to every open stream. */
  write(bytes: string | Uint8Array): void
  /** In good order. */
  endStreams(): void
  /** As a process that is killed does it. */
  cutStreams(): void
  stop(): Promise<void>
  /** On the same port. */
  start(): Promise<void>
}

export function problemBody(status: number, code: string): string {
  const problem: Problem = { type: 'about:blank', title: code, status, code }
  return JSON.stringify(problem)
}

/** A server whose every answer a test decides, over real sockets. */
export async function scriptedServer(): Promise<ScriptedServer> {
  const streams = new Set<ServerResponse>()
  let server: Server | undefined
  let port = 0

  const cursor = () => it.log.at(-1)?.seq ?? it.forgotten

  function answer(response: ServerResponse, value: unknown): void {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  }

  function fail(response: ServerResponse, fault: Fault): void {
    if (fault === 'hang') return
    const body = fault.body ?? problemBody(fault.status, 'test')
    response
      .writeHead(fault.status, { 'content-type': 'application/problem+json', ...fault.headers })
      .end(body)
  }

  const isOther = (epoch: string | null): boolean => epoch !== null && epoch !== it.epoch

  function changes(response: ServerResponse, since: number, epoch: string | null): void {
    if (since < it.forgotten || isOther(epoch)) {
      answer(response, { reset: true, cursor: cursor() })
      return
    }
    const rest = it.log.filter(({ seq }) => seq > since)
    const events = rest.slice(0, it.page)
    answer(response, { events, cursor: events.at(-1)?.seq ?? cursor(), more: rest.length > events.length })
  }

  function stream(response: ServerResponse, lastEventId: number, epoch: string | null): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
    })
    streams.add(response)
    response.on('close', () => streams.delete(response))
    const connected = { connectionId: 'c', cursor: cursor(), heartbeatMs: it.heartbeatMs, protocol: 1 }
    const replay =
      lastEventId < it.forgotten || isOther(epoch)
        ? frame('reset', { cursor: cursor() })
        : it.log
            .filter(({ seq }) => seq > lastEventId)
            .map(eventFrame)
            .join('')
    send(response, it.greeting + frame('connected', connected) + (it.replays ? replay : ''))
  }

  function send(response: ServerResponse, bytes: string | Uint8Array): void {
    it.streamed += Buffer.byteLength(bytes)
    response.write(bytes)
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', it.url)
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk)
    it.requests.push({
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body,
    })
    const { faults } = it
    if (url.pathname.endsWith('/api/reservas/events')) {
      if (faults.stream) fail(response, faults.stream)
      else stream(response, Number(request.headers['last-event-id'] ?? 0), url.searchParams.get('epoch'))
    } else if (url.pathname.endsWith('/api/reservas/changes')) {
      if (faults.changes) fail(response, faults.changes)
      else changes(response, Number(url.searchParams.get('since')), url.searchParams.get('epoch'))
    } else if (url.pathname.endsWith('/api/devices/me')) {
      if (faults.identity) fail(response, faults.identity)
      else answer(response, identity)
    } else if (url.pathname.endsWith('/api/reservas') && request.method === 'GET') {
      if (faults.list) fail(response, faults.list)
      else answer(response, { reservas: [], cursor: cursor(), epoch: it.epoch })
    } else fail(response, { status: 404 })
  }

  const it: ScriptedServer = {
    url: '',
    requests: [],
    log: [],
    forgotten: 0,
    epoch: 'first',
    page: 100,
    heartbeatMs: 30_000,
    replays: true,
    greeting: '',
    faults: {},
    streamed: 0,
    openStreams: () => streams.size,
    unsent: () => [...streams].reduce((sum, response) => sum + response.writableLength, 0),
    count: (path) => it.requests.filter((request) => request.path === path).length,
    publish(count = 1, sent = true) {
      const made = Array.from({ length: count }, (_, index) => event(cursor() + 1 + index))
      it.log.push(...made)
      if (sent) it.write(made.map(eventFrame).join(''))
      return made
    },
    write: (bytes) => streams.forEach((response) => send(response, bytes)),
    endStreams: () => streams.forEach((response) => response.end()),
    cutStreams: () => streams.forEach((response) => response.destroy()),
    async stop() {
      const stopping = server
      server = undefined
      if (!stopping) return
      await new Promise<void>((resolve) => {
        stopping.close(() => resolve())
        stopping.closeAllConnections()
      })
    },
    async start() {
      const starting = createServer((request, response) => void handle(request, response))
      server = starting
      await new Promise<void>((resolve) => starting.listen(port, '127.0.0.1', resolve))
      const address = starting.address()
      if (address === null || typeof address === 'string') throw new Error('The test server has no port.')
      port = address.port
      it.url = `http://127.0.0.1:${port}`
    },
  }
  await it.start()
  return it
}
