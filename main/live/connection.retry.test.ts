import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deskFor, until } from './testing/desk.ts'
import type { Desk } from './testing/desk.ts'
import { scriptedServer } from './testing/scripted-server.ts'
import type { ScriptedServer } from './testing/scripted-server.ts'

const stream = '/api/reservas/events'
const changes = '/api/reservas/changes'
const down = { status: 500 }

let server: ScriptedServer
let desk: Desk

beforeEach(async () => {
  server = await scriptedServer()
})
afterEach(async () => {
  await desk.connection.stop()
  await server.stop()
})

function start(options?: Parameters<typeof deskFor>[1]): void {
  desk = deskFor(server, options)
  desk.connection.start()
}

async function live(options?: Parameters<typeof deskFor>[1]): Promise<void> {
  start(options)
  await desk.reaches('live')
}

describe('the ladder (injected clock and randomness)', () => {
  it.each([
    ['the shortest jitter', 0, 0.8],
    ['no jitter', 0.5, 1],
    ['the longest jitter', 0.999999, 1.2],
  ])('with %s is 3, 6, 12, 24, 48, 60, 60 s', async (_, random, factor) => {
    server.faults.stream = down
    start({ random: () => random })
    const waits = []
    for (let failures = 1; failures <= 8; failures++) {
      const wait = await desk.nextTryIn(failures)
      waits.push(Math.round(wait / 100) / 10)
      expect(server.count(stream)).toBe(failures)
      desk.timers.advance(wait - 1)
      expect(desk.state()).toHaveProperty('failures', failures)
      desk.timers.advance(1)
      expect(desk.state()).toHaveProperty('retryAt', null)
    }
    expect(waits).toEqual([3, 6, 12, 24, 48, 60, 60, 60].map((s) => Math.round(s * factor * 10) / 10))
  })

  it('begins anew after a stream that came up, not after an answer that only looked like one', async () => {
    server.faults.stream = {
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      body: ': hello\n\n',
    }
    start()
    await desk.failUpTo(3)
    server.faults.stream = { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' }
    desk.timers.advance(await desk.nextTryIn(3))
    expect(await desk.nextTryIn(4)).toBe(24_000)
    server.faults.stream = undefined
    desk.timers.advance(24_000)
    await desk.reaches('live')
    server.endStreams()
    expect(await desk.nextTryIn(1)).toBe(3_000)
  })

  it('covers a server that does not answer at all', async () => {
    await server.stop()
    start()
    await desk.failUpTo(2)
    expect(desk.state()).toMatchObject({ state: 'reconnecting', cause: 'network' })
  })

  it('covers a server that takes the request and says nothing', async () => {
    server.faults.stream = 'hang'
    start()
    await until(() => expect(server.count(stream)).toBe(1))
    desk.timers.advance(10_000)
    expect(await desk.nextTryIn(1)).toBe(3_000)
    expect(desk.state()).toMatchObject({ cause: 'network' })
  })

  it('covers a server whose first frame is not understood', async () => {
    server.heartbeatMs = -1
    start()
    await desk.failUpTo(2)
    expect(desk.state()).toMatchObject({ cause: 'server_error' })
    await until(() => expect(server.openStreams()).toBe(0))
  })

  it('covers what comes before the stream: who am I, and the snapshot', async () => {
    server.faults.identity = down
    start({ cursor: null })
    await desk.nextTryIn(1)
    server.faults = { list: down }
    desk.timers.advance(3_000)
    await desk.nextTryIn(2)
    expect(server.count(stream)).toBe(0)
    server.faults = {}
    desk.timers.advance(6_000)
    await desk.reaches('live')
    expect(desk.sink.calls).toEqual(expect.arrayContaining(['identify', 'snapshot 0']))
  })
})

describe('a stream that ends (injected clock)', () => {
  it.each([
    [
      'is healed within 15 s where the server was restarted in good order, and says when to come back',
      'retry: 1000\n\n',
    ],
    ['is healed within 15 s where the server was restarted in good order', ''],
  ])('%s', async (_, greeting) => {
    server.greeting = greeting
    await live({ random: () => 0.999999 })
    const from = desk.timers.now()
    server.endStreams()
    await desk.reaches('reconnecting', 1)
    await server.stop()
    // Longer away than the first wait.
    desk.timers.advance(await desk.nextTryIn(1))
    await desk.nextTryIn(2)
    await server.start()
    server.publish(2, false)
    desk.timers.advance(await desk.nextTryIn(2))
    await until(() => expect(desk.sink.cursor()).toBe(2))
    expect(desk.timers.now() - from).toBeLessThan(15_000)
  })

  it('is tried again after the server’s own hint, where it ended in good order', async () => {
    server.greeting = 'retry: 1000\n\n'
    await live()
    server.endStreams()
    expect(await desk.nextTryIn(1)).toBe(1_000)
    expect(desk.state()).toMatchObject({ cause: 'closed' })
  })

  it('is resumed after a kill, with the cursor it had', async () => {
    await live()
    server.publish(2)
    await until(() => expect(desk.sink.cursor()).toBe(2))
    server.cutStreams()
    expect(await desk.nextTryIn(1)).toBe(3_000)
    expect(desk.state()).toMatchObject({ cause: 'network' })
    server.publish(3, false)
    desk.timers.advance(3_000)
    await until(() => expect(desk.sink.applied.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]))
    expect(server.requests.findLast(({ path }) => path === stream)?.headers['last-event-id']).toBe('2')
  })

  it('is noticed by its silence after 2.5 heartbeats, though the socket stays open', async () => {
    await live()
    desk.timers.advance(74_999)
    expect(desk.state().state).toBe('live')
    desk.timers.advance(1)
    expect(desk.state()).toMatchObject({ state: 'reconnecting', failures: 1, cause: 'silence' })
    await until(() => expect(server.openStreams()).toBe(0))
    desk.timers.advance(3_000)
    await desk.reaches('live')
    expect(server.openStreams()).toBe(1)
  })

  it('is not taken for silent while only comments come', async () => {
    await live()
    for (let i = 0; i < 6; i++) {
      desk.timers.advance(60_000)
      server.write(':\n\n')
      const at = new Date(desk.timers.now()).toISOString()
      await until(() => expect(desk.connection.freshness().freshAt).toBe(at))
    }
    expect(desk.state().state).toBe('live')
    expect(server.count(stream)).toBe(1)
  })
})

describe('polling (injected clock)', () => {
  it('begins with the fifth failure, at once, and goes on every 120 s until the stream is back', async () => {
    server.faults.stream = down
    start()
    await desk.failUpTo(4)
    expect(desk.state().state).toBe('reconnecting')
    expect(server.count(changes)).toBe(0)
    server.publish(250, false)
    desk.timers.advance(24_000)
    const polling = await desk.reaches('polling', 5)
    expect(polling).toMatchObject({ cause: 'server_error' })
    expect(desk.sink.cursor()).toBe(250)
    expect(server.count(changes)).toBe(3)
    expect(desk.connection.freshness().freshAt).toBe(new Date(desk.timers.now()).toISOString())

    // 48 s, then 60 s: two more tries before the next poll.
    desk.timers.advance(48_000)
    desk.timers.advance(await desk.nextTryIn(6))
    await desk.nextTryIn(7)
    expect(server.count(changes)).toBe(3)
    desk.timers.advance(12_000)
    await until(() => expect(server.count(changes)).toBe(4))

    server.faults.stream = undefined
    desk.timers.advance(48_000)
    await desk.reaches('live')
    for (let i = 0; i < 20; i++) {
      desk.timers.advance(60_000)
      server.write(':\n\n')
      const at = new Date(desk.timers.now()).toISOString()
      await until(() => expect(desk.connection.freshness().freshAt).toBe(at))
    }
    expect(server.count(changes)).toBe(4)
  })

  it('that fails means offline, and one that works polling again; the stream is tried meanwhile', async () => {
    server.faults = { stream: down, changes: down }
    start()
    await desk.failUpTo(5)
    await desk.reaches('offline', 5)
    server.faults.changes = undefined
    desk.timers.advance(48_000)
    desk.timers.advance(await desk.nextTryIn(6))
    await desk.nextTryIn(7)
    expect(desk.state().state).toBe('offline')
    desk.timers.advance(12_000)
    await desk.reaches('polling', 7)
  })

  it('takes a snapshot where the log no longer goes back far enough', async () => {
    server.faults.stream = down
    server.forgotten = 40
    start()
    await desk.failUpTo(5)
    await desk.reaches('polling', 5)
    expect(desk.sink.calls).toContain('snapshot 40')
  })

  it('takes a snapshot where it does not understand the log', async () => {
    server.faults = {
      stream: down,
      changes: {
        status: 200,
        body: JSON.stringify({ events: [{ seq: 1, type: 'new' }], cursor: 1, more: false }),
      },
    }
    start()
    await desk.failUpTo(5)
    await desk.reaches('polling', 5)
    expect(desk.sink.calls).toContain('snapshot 0')
  })

  it('that is answered 401 stops everything', async () => {
    server.faults = { stream: down, changes: { status: 401 } }
    start()
    await desk.failUpTo(4)
    desk.timers.advance(24_000)
    await desk.reaches('stopped')
    expect(desk.timers.pending()).toBe(0)
  })
})
