import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deskFor, until } from './testing/desk.ts'
import type { Desk } from './testing/desk.ts'
import { problemBody, scriptedServer } from './testing/scripted-server.ts'
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

describe('a server that says no (injected clock)', () => {
  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
  ])('with %i to the stream stops everything: only pairing again helps', async (status, reason) => {
    server.faults.stream = { status }
    start()
    expect(await desk.reaches('stopped')).toEqual({ state: 'stopped', reason })
    expect(desk.timers.pending()).toBe(0)
    const asked = server.requests.length
    desk.connection.retryNow()
    desk.connection.wake('network')
    desk.connection.setRealTime(false)
    desk.timers.advance(3_600_000)
    expect(desk.state().state).toBe('stopped')
    expect(server.requests.length).toBe(asked)
  })

  it('with the word that this desk was revoked says so, whatever request it answers', async () => {
    server.faults.stream = { status: 401, body: problemBody(401, 'device_revoked') }
    start()
    expect(await desk.reaches('stopped')).toEqual({ state: 'stopped', reason: 'device_revoked' })
  })

  it('with 401 to who-am-I closes a stream that is up: this desk was revoked', async () => {
    server.faults.identity = { status: 401 }
    start()
    await desk.reaches('stopped')
    await until(() => expect(server.openStreams()).toBe(0))
  })

  it('is not heard in the 403 page of a portal', async () => {
    server.faults.stream = { status: 403, headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' }
    start()
    await desk.failUpTo(2)
    expect(desk.state()).toMatchObject({ cause: 'network' })
  })

  it.each([
    [429, 'rate_limited'],
    [503, 'server_error'],
  ])('with %i and Retry-After in seconds is left alone for that long', async (status, cause) => {
    server.faults.stream = { status, headers: { 'retry-after': '90' } }
    start({ random: () => 0 })
    expect(await desk.nextTryIn(1)).toBe(90_000)
    expect(desk.state()).toMatchObject({ cause })
    desk.timers.advance(89_999)
    desk.connection.wake('network')
    expect(server.count(stream)).toBe(1)
    desk.timers.advance(1)
    await until(() => expect(server.count(stream)).toBe(2))
  })

  it('with 503 and Retry-After as a date is left alone until then, by the server’s own clock', async () => {
    const date = 'Tue, 24 Nov 2026 19:00:00 GMT'
    const until = 'Tue, 24 Nov 2026 19:00:45 GMT'
    server.faults.stream = { status: 503, headers: { date, 'retry-after': until } }
    start({ random: () => 0 })
    expect(await desk.nextTryIn(1)).toBe(45_000)
  })

  it('is not asked by polling either before Retry-After is over', async () => {
    server.faults.stream = down
    start({ random: () => 0.5 })
    await desk.failUpTo(4)
    server.faults.stream = { status: 503, headers: { 'retry-after': '500' } }
    desk.timers.advance(24_000)
    const wait = await desk.nextTryIn(5)
    desk.timers.advance(499_999)
    expect(server.count(changes)).toBe(0)
    desk.timers.advance(wait - 499_999)
    await until(() => expect(server.count(changes)).toBe(1))
  })

  it('may still be asked by the host', async () => {
    server.faults.stream = { status: 503, headers: { 'retry-after': '500' } }
    start()
    await desk.nextTryIn(1)
    server.faults.stream = undefined
    desk.connection.retryNow()
    await desk.reaches('live')
  })
})

describe('what happens around the desk (injected clock)', () => {
  it('wakes up: a stream that looks alive is opened again at once', async () => {
    await live()
    server.publish()
    await until(() => expect(desk.sink.cursor()).toBe(1))
    desk.connection.wake('woke_up')
    expect(desk.state()).toEqual({ state: 'reconnecting', failures: 0, retryAt: null, cause: 'woke_up' })
    await desk.reaches('live')
    expect(server.count(stream)).toBe(2)
    await until(() => expect(server.openStreams()).toBe(1))
  })

  it('gets its network back: tries at once, and in place of a try that hangs', async () => {
    server.faults.stream = 'hang'
    start()
    await until(() => expect(server.count(stream)).toBe(1))
    server.faults.stream = undefined
    desk.connection.wake('network')
    await desk.reaches('live')
    await until(() => expect(server.openStreams()).toBe(1))
  })

  it('has a host who asks to try now', async () => {
    server.faults.stream = down
    start()
    await desk.nextTryIn(1)
    server.faults.stream = undefined
    desk.connection.retryNow()
    expect(desk.state()).toMatchObject({ retryAt: null })
    desk.connection.retryNow()
    await desk.reaches('live')
    desk.connection.retryNow()
    expect(server.count(stream)).toBe(2)
    // The watchdog's, and no try's.
    expect(desk.timers.pending()).toBe(1)
  })

  it('has real time turned off and on again', async () => {
    await live()
    desk.connection.setRealTime(false)
    expect(desk.state()).toEqual({ state: 'polling', failures: 0, retryAt: null, cause: 'real_time_off' })
    await until(() => expect(server.openStreams()).toBe(0))
    await until(() => expect(server.count(changes)).toBe(1))
    await until(() => expect(desk.timers.pending()).toBe(1))
    server.faults.changes = down
    desk.timers.advance(120_000)
    expect(await desk.reaches('offline')).toMatchObject({ cause: 'real_time_off', retryAt: null })
    server.faults.changes = undefined
    server.publish(2, false)
    desk.connection.retryNow()
    await desk.reaches('polling')
    expect(desk.sink.cursor()).toBe(2)
    expect(server.count(stream)).toBe(1)
    desk.connection.setRealTime(true)
    await desk.reaches('live')
    const polls = server.count(changes)
    desk.timers.advance(60_000)
    server.write(':\n\n')
    desk.timers.advance(60_000)
    expect(server.count(changes)).toBe(polls)
  })

  it('starts with real time off', async () => {
    server.publish(2, false)
    desk = deskFor(server, { cursor: null })
    desk.connection.setRealTime(false)
    desk.connection.start()
    await desk.reaches('polling')
    expect(desk.sink.cursor()).toBe(2)
    expect(server.count(stream)).toBe(0)
  })

  it.each(['live', 'waiting', 'trying', 'polling'])(
    'is stopped while %s: nothing stays open',
    async (when) => {
      if (when !== 'live') server.faults.stream = when === 'trying' ? 'hang' : down
      start()
      if (when === 'live') {
        await desk.reaches('live')
        // Beside the stream it asks who it is: what is under way then may still come in.
        await until(() => expect(desk.sink.calls).toContain('identify'))
      }
      if (when === 'waiting') await desk.nextTryIn(1)
      if (when === 'trying') await until(() => expect(server.count(stream)).toBe(1))
      if (when === 'polling') {
        await desk.failUpTo(5)
        await desk.reaches('polling', 5)
      }
      await desk.connection.stop()
      expect(desk.timers.pending()).toBe(0)
      await until(() => expect(server.openStreams()).toBe(0))
      const asked = server.requests.length
      const calls = desk.sink.calls.length
      desk.connection.wake('network')
      desk.connection.retryNow()
      desk.connection.start()
      desk.timers.advance(3_600_000)
      await new Promise((resolve) => setImmediate(resolve))
      expect(server.requests.length).toBe(asked)
      expect(desk.sink.calls.length).toBe(calls)
    },
  )
})
