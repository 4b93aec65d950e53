import { event, eventFrame, frame } from './samples.ts'

interface FakeStream {
  /** The desk let go of it, or the network did. */
  over: boolean
  lastEventId: number
  settle(outcome: { response: Response } | { error: Error }): void
  body?: ReadableStreamDefaultController<Uint8Array>
}

export interface FakeNetwork {
  fetch: typeof fetch
  /** Streams asked for or open, of which nobody has let go. */
  open(): number
  /** The newest try gets through, and what it missed up to `cursor` is replayed. */
  connect(cursor: number): void
  /** The newest try is refused. */
  refuse(status: number, headers?: Record<string, string>): void
  /** The newest try or stream breaks. */
  fail(): void
  /** An orderly end. */
  end(): void
  send(text: string): void
}

/** A network in memory for streams only, as fast as a property needs it. */
export function fakeNetwork(): FakeNetwork {
  const streams: FakeStream[] = []
  const newest = () => streams.findLast((stream) => !stream.over)

  const it: FakeNetwork = {
    fetch: (_, init) =>
      new Promise((resolve, reject) => {
        const stream: FakeStream = {
          over: false,
          lastEventId: Number(new Headers(init?.headers).get('last-event-id')),
          settle: (outcome) => ('response' in outcome ? resolve(outcome.response) : reject(outcome.error)),
        }
        streams.push(stream)
        init?.signal?.addEventListener('abort', () => {
          stream.over = true
          const gone = new DOMException('aborted', 'AbortError')
          reject(gone)
          stream.body?.error(gone)
        })
      }),
    open: () => streams.filter((stream) => !stream.over).length,
    connect(cursor) {
      const stream = newest()
      if (!stream || stream.body) return
      const body = new ReadableStream<Uint8Array>({ start: (controller) => void (stream.body = controller) })
      stream.settle({ response: new Response(body, { headers: { 'content-type': 'text/event-stream' } }) })
      it.send(frame('connected', { connectionId: 'c', cursor, heartbeatMs: 30_000, protocol: 1 }))
      for (let seq = stream.lastEventId + 1; seq <= cursor; seq++) it.send(eventFrame(event(seq)))
    },
    refuse(status, headers = {}) {
      const stream = newest()
      if (!stream || stream.body) return
      stream.over = true
      stream.settle({ response: new Response('', { status, headers }) })
    },
    fail() {
      const stream = newest()
      if (!stream) return
      stream.over = true
      if (stream.body) stream.body.error(new TypeError('terminated'))
      else stream.settle({ error: new TypeError('fetch failed') })
    },
    end() {
      const stream = newest()
      if (!stream?.body) return
      stream.over = true
      stream.body.close()
    },
    send: (text) => newest()?.body?.enqueue(new TextEncoder().encode(text)),
  }
  return it
}
