import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startBareStreams, type BareStreamsOptions } from '../testing/bare-streams.ts'
import { openStream } from '../testing/stream.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'
import { lastSeq } from './log.ts'

let main: TestServer
beforeAll(async () => (main = await startTestServer()), 30_000)
afterAll(() => main.close())

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function start(options: Partial<BareStreamsOptions> = {}) {
  const last = await lastSeq(main.db, 1)
  const streams = await startBareStreams(main.db, { cursor: last, ...options })
  cleanups.push(() => streams.close())
  return { ...streams, last }
}

async function open(url: string, lastEventId?: number) {
  const stream = await openStream(url, { token: 'x', ...(lastEventId !== undefined && { lastEventId }) })
  cleanups.push(() => stream.close())
  await stream.frame('connected')
  return stream
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

const eventOf = (seq: number, bytes: number) => ({
  businessId: 1,
  seq,
  type: 'settings-changed' as const,
  data: JSON.stringify({ padding: 'x'.repeat(bytes) }),
})

it('cuts a subscriber that does not drain, and another one hears everything meanwhile', async () => {
  const { hub, cuts, last, port, url } = await start()
  const good = await open(url)
  await openAndHang(port)

  let seq = last
  while (cuts.length === 0 && seq < last + 500) {
    seq += 1
    hub.publish(eventOf(seq, 200_000))
    // The good one reads as the frames come; the other one never does.
    const ids = String(seq)
    await until(() => good.frames.at(-1)?.id === ids)
  }
  expect(cuts).toEqual(['it does not drain'])
  expect(hub.figures().cut).toBe(1)
  expect(good.ended()).toBe(false)
  expect(good.frames.slice(1).map(({ id }) => Number(id))).toEqual(
    Array.from({ length: seq - last }, (_, index) => last + 1 + index),
  )
})

it('cuts a subscriber that does not drain its history, after three heartbeats', async () => {
  const size = { page: 200, tail: 200, recent: { slabBytes: 1024 * 1024, slabs: 64 } }
  const { hub, cuts, last, port } = await start({ size, heartbeatMs: 100, cursor: await lastSeq(main.db, 1) })
  await hub.channel(1)
  for (let seq = last + 1; seq <= last + 40; seq++) hub.publish(eventOf(seq, 1_000_000))
  await openAndHang(port)
  await until(() => cuts.length > 0)
  expect(cuts).toEqual(['it has stalled'])
}, 30_000)

it('sends the events of one turn together, and one that joins in that turn gets each once', async () => {
  const { hub, last, url } = await start()
  const first = await open(url)
  const batches: [number, number][] = []
  hub.onFannedOut((_ms, events, streams) => batches.push([events, streams]))
  for (let n = 1; n <= 50; n++) hub.publish(eventOf(last + n, 100))
  const late = await open(url)
  await until(() => first.frames.at(-1)?.id === String(last + 50))
  await until(() => late.frames.at(-1)?.id === String(last + 50))
  expect(batches).toEqual([[50, 1]])
  for (const { frames } of [first, late]) {
    expect(frames.slice(1).map(({ id }) => Number(id))).toEqual(
      Array.from({ length: 50 }, (_, n) => last + 1 + n),
    )
  }
})

it('after a gap in what was published, reads what lies between from the log', async () => {
  const { hub, last, url } = await start()
  const stream = await open(url)
  const made = [await main.book(), await main.book(), await main.book()]
  const lastNow = await lastSeq(main.db, 1)
  const row = await main.db
    .selectFrom('events')
    .select(['type', 'data'])
    .where('business_id', '=', 1)
    .where('seq', '=', lastNow)
    .executeTakeFirstOrThrow()
  hub.publish({ businessId: 1, seq: lastNow, ...row })
  await until(() => stream.events().at(-1)?.seq === lastNow)
  expect(stream.events().map(({ seq }) => seq)).toEqual([last + 1, last + 2, last + 3])
  expect(made).toHaveLength(3)
})

it('ends all streams with a retry of its own when the hub closes, and those that come later at once', async () => {
  const { hub, url } = await start()
  const streams = await Promise.all([1, 2, 3].map(() => open(url)))
  hub.close()
  streams.push(await open(url))
  for (const stream of streams) {
    await until(() => stream.ended())
    const retry = Number(stream.frames.at(-1)?.retry)
    expect(retry).toBeGreaterThanOrEqual(1000)
    expect(retry).toBeLessThanOrEqual(5000)
  }
})

it('spreads the heartbeats', async () => {
  const { hub, url } = await start({ heartbeatMs: 600 })
  const streams = await Promise.all(Array.from({ length: 6 }, () => open(url)))
  const comments = () =>
    streams.map(({ frames }) => frames.filter(({ comment }) => comment !== undefined).length)
  let steps = 0
  let before = 0
  await until(() => {
    const total = comments().reduce((sum, count) => sum + count, 0)
    if (total > before) steps += 1
    before = total
    return comments().every((count) => count >= 1)
  })
  // All at once would be one step.
  expect(steps).toBeGreaterThan(2)
  expect(hub.connections(1)).toHaveLength(6)
})

it('1,000 connects and disconnects leave nothing behind', async () => {
  const { hub, last, url } = await start()
  const channel = await hub.channel(1)
  for (let round = 0; round < 20; round++) {
    const opened = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        openStream(url, { token: 'x', lastEventId: last - (index % 5) }),
      ),
    )
    await until(() => hub.connections(1).length === 50)
    for (const stream of opened) stream.close()
    await until(() => hub.connections(1).length === 0)
  }
  expect(channel.listening).toBe(0)
  const batches: number[] = []
  hub.onFannedOut((_ms, _events, streams) => batches.push(streams))
  hub.publish(eventOf(last + 1, 10))
  await until(() => batches.length === 1)
  expect(batches).toEqual([0])
}, 60_000)
