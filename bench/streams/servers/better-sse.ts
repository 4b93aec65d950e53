import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createChannel, createSession } from 'better-sse'
import { dataBytes, eventType } from '../messages.ts'
import { publishing, serve } from './serve.ts'

/** The npm package, as its documentation uses it: a channel that broadcasts, and a batch for who comes back. */
const channel = createChannel()
const events: { seq: number; padding: string }[] = []

function make(seq: number): { seq: number; padding: string } {
  return { seq, padding: 'x'.repeat(dataBytes - JSON.stringify({ seq, padding: '' }).length) }
}

const server = createServer((request, response) => {
  void createSession(request, response, { keepAlive: 30_000 }).then(async (session) => {
    if (session.lastId !== '') {
      const missed = events.slice(Number(session.lastId))
      await session.batch((buffer) => {
        for (const event of missed) buffer.push(event, eventType, String(event.seq))
      })
    }
    channel.register(session)
  })
})
server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
  const { port } = server.address() as AddressInfo
  serve({
    ready: { port, path: '/', tokens: null },
    last: () => events.length,
    publish(count) {
      const first = events.length + 1
      for (let n = 0; n < count; n++) {
        publishing()
        const event = make(events.length + 1)
        events.push(event)
        channel.broadcast(event, eventType, { eventId: String(event.seq) })
      }
      return Promise.resolve({ first, last: events.length })
    },
  })
})
