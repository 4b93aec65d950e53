import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dataBytes, eventType } from '../messages.ts'
import { publishing, serve } from './serve.ts'

/** The floor: node:http alone. A buffer made once an event, one write for each connection, no token, no limit, no log. */
const streams = new Set<ServerResponse>()
const frames: Buffer[] = []
/** What those who come back after an event have missed, joined once for all of them. */
let missed: { after: number; bytes: Buffer } | undefined

function frame(seq: number): Buffer {
  const start = `{"seq":${seq},"padding":"`
  const data = `${start}${'x'.repeat(dataBytes - start.length - 2)}"}`
  return Buffer.from(`id: ${seq}\nevent: ${eventType}\ndata: ${data}\n\n`)
}

const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  const id = request.headers['last-event-id']
  const after = typeof id === 'string' ? Number(id) : frames.length
  response.write(':\n\n')
  if (after < frames.length) {
    if (missed?.after !== after) missed = { after, bytes: Buffer.concat(frames.slice(after)) }
    response.write(missed.bytes)
  }
  streams.add(response)
  response.on('close', () => streams.delete(response))
})
server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
  const { port } = server.address() as AddressInfo
  serve({
    ready: { port, path: '/', tokens: null },
    last: () => frames.length,
    publish(count) {
      const first = frames.length + 1
      missed = undefined
      for (let n = 0; n < count; n++) {
        publishing()
        const bytes = frame(frames.length + 1)
        frames.push(bytes)
        for (const response of streams) response.write(bytes)
      }
      return Promise.resolve({ first, last: frames.length })
    },
  })
})
