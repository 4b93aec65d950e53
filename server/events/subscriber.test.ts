import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { startTestServer } from '../testing/test-server.ts'
import { openStream } from '../testing/stream.ts'
import { until } from '../testing/until.ts'
import { connectedFrame } from './frame.ts'
import { createHub } from './hub.ts'
import { lastSeq } from './log.ts'
import { subscribe } from './subscriber.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** A server with nothing but the stream, so that events of any size can be published. */
async function startStreams(cursor: 'live' | 'history') {
  const main = await startTestServer()
  cleanups.push(() => main.close())
  const { db } = main
  const hub = createHub(60_000, Math.random)
  cleanups.push(() => hub.close())
  const cuts: string[] = []
  const last = await lastSeq(db, 1)
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    void subscribe(db, hub, {
      businessId: 1,
      response,
      opening: connectedFrame({ connectionId: 'x', cursor: last, heartbeatMs: 60_000, protocol: 1 }),
      cursor: cursor === 'live' ? last : 0,
      drainMs: 200,
      onCut: (reason) => cuts.push(reason),
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => server.close())
  cleanups.push(() => server.closeAllConnections())
  const { port } = server.address() as AddressInfo
  return { db, hub, cuts, last, port, url: `http://127.0.0.1:${port}/` }
}

async function openAndHang(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  // Being cut is what it is here for.
  socket.on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
  await once(socket, 'readable')
  cleanups.push(() => socket.destroy())
  return socket
}

it('cuts a subscriber that does not drain, and another one hears everything meanwhile', async () => {
  const { hub, cuts, last, port, url } = await startStreams('live')
  const good = await openStream(url, { token: 'x' })
  cleanups.push(() => good.close())
  await good.frame('connected')
  await openAndHang(port)

  const settled = JSON.stringify({ padding: 'x'.repeat(200_000) })
  let seq = last
  while (cuts.length === 0 && seq < last + 500) {
    seq += 1
    hub.publish({ businessId: 1, seq, type: 'settings-changed', data: settled })
    // The good one reads as the frames come; the other one never does.
    const ids = String(seq)
    await until(() => good.frames.at(-1)?.id === ids)
  }
  expect(cuts).toEqual(['it does not drain'])
  expect(good.ended()).toBe(false)
  expect(good.frames.slice(1).map(({ id }) => Number(id))).toEqual(
    Array.from({ length: seq - last }, (_, index) => last + 1 + index),
  )
})

it('cuts a subscriber that does not drain its history', async () => {
  const { db, cuts, last, port } = await startStreams('history')
  const data = JSON.stringify({ padding: 'x'.repeat(100_000) })
  for (let seq = last + 1; seq <= last + 200; seq++) {
    await db.insertInto('events').values({ business_id: 1, seq, type: 'settings-changed', data }).execute()
  }
  await openAndHang(port)
  await until(() => cuts.length > 0)
  expect(cuts).toHaveLength(1)
}, 30_000)

it('ends all streams with a retry of its own when the hub closes', async () => {
  const { hub, url } = await startStreams('live')
  const streams = await Promise.all([1, 2, 3].map(() => openStream(url, { token: 'x' })))
  for (const stream of streams) await stream.frame('connected')
  hub.close()
  for (const stream of streams) {
    await until(() => stream.ended())
    const retry = Number(stream.frames.at(-1)?.retry)
    expect(retry).toBeGreaterThanOrEqual(1000)
    expect(retry).toBeLessThanOrEqual(5000)
  }
})
