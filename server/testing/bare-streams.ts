import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ChannelSize } from '../events/channel.ts'
import { connectedFrame } from '../events/frame.ts'
import { createHub, type Hub } from '../events/hub.ts'
import type { Database } from '../storage/database.ts'

/** A server with nothing but the stream of business 1, so that a test decides what is published, and when. */
export interface BareStreams {
  hub: Hub
  url: string
  port: number
  /** Why streams were cut. */
  cuts: string[]
  close(): void
}

export interface BareStreamsOptions {
  heartbeatMs?: number
  size?: ChannelSize
  /** Where a stream without Last-Event-ID begins. */
  cursor: number
}

const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n'

export async function startBareStreams(db: Database, options: BareStreamsOptions): Promise<BareStreams> {
  const { heartbeatMs = 60_000, size, cursor } = options
  const cuts: string[] = []
  const hub = createHub(db, {
    heartbeatMs,
    random: Math.random,
    onCut: (_connection, reason) => cuts.push(reason),
    ...(size && { size }),
  })
  let opened = 0
  const server = createServer((request, response) => {
    const { socket } = response
    if (socket === null) throw new Error('each stream has a connection of its own')
    const id = request.headers['last-event-id']
    const since = typeof id === 'string' ? Number(id) : cursor
    opened += 1
    const connectionId = String(opened)
    void hub.channel(1).then((channel) => {
      hub.open(channel, socket, {
        connectionId,
        businessId: 1,
        deviceId: null,
        name: connectionId,
        openedAt: new Date(),
        opening: head + connectedFrame({ connectionId, cursor: since, heartbeatMs, protocol: 1 }),
        cursor: since,
      })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    hub,
    cuts,
    port,
    url: `http://127.0.0.1:${port}/`,
    close() {
      hub.close()
      server.close()
      server.closeAllConnections()
    },
  }
}
