import { EventSource } from 'eventsource'
import { connectedSchema } from '../../contract/events.ts'
import type { Connected } from '../../contract/events.ts'
import { problemSchema } from '../../contract/problem.ts'
import { deskHeaders, reasonOf, routeUrl } from '../http/request.ts'
import type { Timers } from './deps.ts'
import { networkCause, refusedStream } from './failure.ts'
import type { Failure } from './failure.ts'
import { createLineScanner } from './line-scanner.ts'
import { createWatchdog } from './watchdog.ts'

/** From the request to the `connected` frame. */
const connectTimeoutMs = 10_000
/** Heartbeats that may be missed. */
const silentHeartbeats = 2.5
/** The bounds of what is believed of a server's heartbeat, so that a mistake there makes no desk reconnect without pause. */
const silenceRangeMs = { min: 500, max: 1_800_000 }
/** How long nothing may come, in milliseconds, from a server whose heart beats so often. */
export function silenceMs(heartbeatMs: number): number {
  return Math.min(silenceRangeMs.max, Math.max(silenceRangeMs.min, heartbeatMs * silentHeartbeats))
}

/** No frame of the contract comes near this. */
const longestLine = 1_048_576

export interface StreamOptions {
  fetch: typeof fetch
  server: string
  token: string
  businessId: number
  /** Sent as `Last-Event-ID`: the server replays what came after it. */
  cursor: number
  /** Of the log that the cursor is of: one that was restored from a backup answers with `reset`. */
  epoch: string | null
  timers: Timers
  onConnected(connected: Connected): void
  /** The data of a frame of any type but `connected` and `reset`, not parsed yet. */
  onEvent: (data: string) => void
  onReset: () => void
  /** Something came, be it only a heartbeat. */
  onBytes: () => void
  /** Once, and not after `close`. The stream is closed by then. */
  onEnd(failure: Failure): void
  /** Resolves when more may be read: TCP holds the server back until then. */
  room: () => Promise<void>
}

export interface EventStream {
  close(): void
}

/** Tells of every frame: listeners by type would never see a type that a newer server invents. */
class FrameSource extends EventSource {
  onframe?: (type: string, data: string) => void

  override dispatchEvent(event: Event): boolean {
    if (event instanceof MessageEvent) this.onframe?.(event.type, String(event.data))
    return super.dispatchEvent(event)
  }
}

/**
 * One SSE stream, from one request. It never reconnects: whatever ends it closes the EventSource, so that the
 * only backoff is the connection's. The EventSource hides comments, headers and status, so its fetch is ours:
 * it adds the headers, counts every byte of the body, and keeps status and `Retry-After`.
 */
export function openEventStream(options: StreamOptions): EventStream {
  const lines = createLineScanner()
  const abort = new AbortController()
  let connected = false
  let ended = false

  const watchdog = createWatchdog(options.timers, () =>
    end(
      connected
        ? { cause: 'silence', message: 'Nothing came for two and a half heartbeats' }
        : { cause: 'network', message: `The stream did not begin within ${connectTimeoutMs} ms` },
    ),
  )
  const url = routeUrl(options.server, 'api/reservas/events', {
    businessId: options.businessId,
    epoch: options.epoch ?? undefined,
  })
  const source = new FrameSource(url, { fetch: (_, init) => request(init) })
  source.onframe = (type, data) => {
    if (ended) return
    if (type === 'connected') welcome(data)
    else if (type === 'reset') options.onReset()
    else options.onEvent(data)
  }
  source.addEventListener('error', ({ message }) =>
    end({
      cause: connected ? 'closed' : 'network',
      message: message ?? 'The server ended the stream',
      hintMs: lines.hintMs(),
    }),
  )
  watchdog.allow(connectTimeoutMs)

  function close(): void {
    ended = true
    watchdog.stop()
    source.close()
    // The EventSource leaves the body of an answer that it does not like open.
    abort.abort()
  }

  function end(failure: Failure): void {
    if (ended) return
    close()
    options.onEnd(failure)
  }

  function welcome(data: string): void {
    const parsed = connectedSchema.safeParse(parseJson(data))
    if (!parsed.success) {
      end({
        cause: 'server_error',
        message: `The server's first frame is not understood: ${parsed.error.message}`,
      })
      return
    }
    connected = true
    watchdog.allow(silenceMs(parsed.data.heartbeatMs))
    options.onConnected(parsed.data)
  }

  async function request(init: RequestInit): Promise<Response> {
    // A fetch that throws at once must not be told of before `source` is there to be closed.
    await Promise.resolve()
    let response
    try {
      response = await options.fetch(url, {
        ...init,
        signal: abort.signal,
        headers: {
          Accept: 'text/event-stream',
          ...deskHeaders(options.token),
          'Last-Event-ID': String(options.cursor),
        },
      })
    } catch (error) {
      // Said here, because the EventSource keeps some errors to itself.
      end({ cause: networkCause(error), message: reasonOf(error) })
      throw error
    }
    if (response.status !== 200 || !response.body) {
      end(refusedStream(response.status, response.headers, await codeIn(response)))
      return Response.error()
    }
    return new Response(counted(response.body), { headers: response.headers })
  }

  /** The same bytes, read one chunk at a time and only while there is room for what is in them. */
  function counted(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    const reader = body.getReader()
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          await options.room()
          try {
            const { done, value } = await reader.read()
            if (done) {
              controller.close()
              return
            }
            lines.feed(value)
            if (lines.lineLength() > longestLine) throw new Error('The server sent a line without an end')
            watchdog.heard()
            if (!ended) options.onBytes()
            controller.enqueue(value)
          } catch (error) {
            end({ cause: 'network', message: reasonOf(error) })
            controller.error(error)
          }
        },
        cancel: (reason) => reader.cancel(reason),
      },
      { highWaterMark: 0 },
    )
  }

  return { close }
}

/** The word of an answer that says no, where it has one. A longer text is nobody's problem details. */
async function codeIn(response: Response): Promise<string | undefined> {
  const isWorded = response.status === 401 || response.status === 426
  if (!isWorded || Number(response.headers.get('content-length') ?? 0) > 4096) return undefined
  try {
    return problemSchema.safeParse(parseJson(await response.text())).data?.code
  } catch {
    // It was cut off: its status has said enough.
    return undefined
  }
}

/** `undefined` where it is no JSON: no schema accepts that. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
