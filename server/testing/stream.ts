import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { z } from 'zod'
import { deskEventSchema, type DeskEvent } from '../../contract/events.ts'
import { until } from './until.ts'

export interface Frame {
  id?: string
  event?: string
  data?: unknown
  retry?: string
  comment?: string
}

/** A client of the event stream that keeps all that it is sent. */
export interface Stream {
  status: number
  headers: IncomingHttpHeaders
  frames: Frame[]
  /** The log's events among the frames. */
  events(): DeskEvent[]
  /** Waits for the first frame of this kind. */
  frame(event: string): Promise<Frame>
  /** The other side has ended or cut it. */
  ended(): boolean
  /** Stops reading, as a desk that hangs. */
  pause(): void
  close(): void
}

export async function openStream(
  url: string,
  options: { token: string; lastEventId?: string | number },
): Promise<Stream> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${options.token}`,
      ...(options.lastEventId !== undefined && { 'last-event-id': String(options.lastEventId) }),
    }
    get(url, { agent: false, headers }, resolve).on('error', reject)
  })
  const frames: Frame[] = []
  let text = ''
  let ended = false
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    text += chunk
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    frames.push(...parts.map(parseFrame))
  })
  response.on('close', () => (ended = true))
  // A stream that the server cuts is what some tests wait for.
  response.on('error', () => (ended = true))

  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    frames,
    events: () =>
      frames
        .filter(({ data }) => hasSeq.safeParse(data).success)
        .map(({ data }) => deskEventSchema.parse(data)),
    frame: (event) => until(() => frames.find((frame) => frame.event === event)),
    ended: () => ended,
    pause: () => response.pause(),
    close: () => response.destroy(),
  }
}

const hasSeq = z.object({ seq: z.number() })

function parseFrame(text: string): Frame {
  const frame: Frame = {}
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    const value = line.slice(colon + 1).trim()
    const field = line.slice(0, colon)
    if (field === '') frame.comment = value
    else if (field === 'data') frame.data = JSON.parse(value)
    else if (field === 'id' || field === 'event' || field === 'retry') frame[field] = value
    else throw new Error(`not a field of a frame: ${line}`)
  }
  return frame
}
