import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deskFor, until } from './testing/desk.ts'
import type { Desk } from './testing/desk.ts'
import { businessId, event, eventFrame, frame } from './testing/samples.ts'
import { scriptedServer } from './testing/scripted-server.ts'
import type { ScriptedServer } from './testing/scripted-server.ts'

const stream = '/api/reservas/events'

let server: ScriptedServer
let desk: Desk

beforeEach(async () => {
  server = await scriptedServer()
})
afterEach(async () => {
  await desk.connection.stop()
  await server.stop()
})

async function live(options?: Parameters<typeof deskFor>[1]): Promise<void> {
  desk = deskFor(server, options)
  desk.connection.start()
  await desk.reaches('live')
}

const work = () => desk.sink.calls.filter((call) => call !== 'identify')
/** Makes the store wait; gives what lets it go on. */
function closeGate(): () => void {
  let open: (() => void) | undefined
  desk.sink.gate = new Promise((resolve) => (open = resolve))
  return () => open?.()
}
const appliedSeqs = () => desk.sink.applied.map(({ seq }) => seq)
const appliedUpTo = (seq: number) => until(() => expect(appliedSeqs().at(-1)).toBe(seq))
const snapshots = () => desk.sink.calls.filter((call) => call.startsWith('snapshot')).length

describe('the way to live (injected clock)', () => {
  it('asks who it is and takes a snapshot first, where it knows nothing', async () => {
    server.publish(3, false)
    await live({ cursor: null })
    expect(desk.sink.calls.slice(0, 2)).toEqual(['identify', 'snapshot 3'])
    const request = server.requests.find(({ path }) => path === stream)
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer secret',
      'frontdesk-protocol': '1',
      'last-event-id': '3',
      accept: 'text/event-stream',
    })
    expect(request?.query.get('businessId')).toBe(String(businessId))
  })

  it('says at once how fresh the data is: as of now where nothing was missed, else when that has come', async () => {
    await live({ cursor: 0 })
    const now = new Date(desk.timers.now()).toISOString()
    expect(desk.told.at(-1)).toMatchObject({ connection: { state: 'live' }, freshAt: now })
    await desk.connection.stop()

    server.publish(2, false)
    await live({ cursor: 0 })
    await until(() => expect(desk.told.at(-1)?.freshAt).toBe(now))
    expect(desk.sink.cursor()).toBe(2)
    expect(desk.told.find(({ connection }) => connection.state === 'live')?.freshAt).toBeNull()
  })

  it('is not caught up by what the stream begins with, before what was missed is in the store', async () => {
    server.publish(2, false)
    server.replays = false
    await live({ cursor: 0 })
    server.write(':\n\n')
    server.write(eventFrame(event(1)))
    await appliedUpTo(1)
    expect(desk.connection.freshness().freshAt).toBeNull()
    expect(desk.connection.isCaughtUp()).toBe(false)
    server.write(eventFrame(event(2)))
    await until(() => expect(desk.connection.isCaughtUp()).toBe(true))
    expect(desk.connection.freshness().freshAt).not.toBeNull()
  })

  it('is caught up anew by each stream, and not any more once it has heard nothing for long', async () => {
    await live({ cursor: 0 })
    expect(desk.connection.isCaughtUp()).toBe(true)
    server.publish(1, false)
    server.replays = false
    desk.connection.wake('network')
    expect(desk.connection.isCaughtUp()).toBe(false)
    await desk.reaches('live')
    expect(desk.connection.isCaughtUp()).toBe(false)
    server.write(eventFrame(event(1)))
    await until(() => expect(desk.connection.isCaughtUp()).toBe(true))
    // The computer sleeps: no timer of before runs.
    vi.spyOn(desk.timers, 'now').mockReturnValue(desk.timers.now() + 90_000)
    expect(desk.state().state).toBe('live')
    expect(desk.connection.isCaughtUp()).toBe(false)
  })

  it('carries on from its cursor, and asks again who it is without delaying the stream', async () => {
    server.publish(9, false)
    server.faults.identity = 'hang'
    await live({ cursor: 4 })
    await appliedUpTo(9)
    expect(appliedSeqs()).toEqual([5, 6, 7, 8, 9])
    expect(snapshots()).toBe(0)
    await until(() => expect(server.count('/api/devices/me')).toBe(1))
  })

  it('takes a snapshot where the server is older than the desk: it was restored from a backup', async () => {
    server.publish(3, false)
    await live({ cursor: 12 })
    await until(() => expect(desk.sink.cursor()).toBe(3))
    server.publish()
    await appliedUpTo(4)
  })

  it('takes a snapshot where the log no longer goes back far enough, and goes on', async () => {
    server.forgotten = 50
    await live({ cursor: 2 })
    await until(() => expect(desk.sink.calls).toContain('snapshot 50'))
    server.publish()
    await appliedUpTo(51)
    expect(server.openStreams()).toBe(1)
    expect(server.count(stream)).toBe(1)
  })

  it('tells a late listener at once how things stand, and no more once it has left', async () => {
    await live()
    const heard: string[] = []
    const leave = desk.connection.onChange(({ connection }) => heard.push(connection.state))
    expect(heard).toEqual(['live'])
    leave()
    server.endStreams()
    await desk.reaches('reconnecting', 1)
    expect(heard).toEqual(['live'])
  })
})

describe('what the stream brings (injected clock)', () => {
  it('is applied in order, one call at a time, with what came meanwhile in one next call', async () => {
    await live()
    await until(() => expect(desk.sink.calls).toContain('identify'))
    const open = closeGate()
    server.publish()
    await until(() => expect(desk.sink.begun).toBe(1))
    server.publish(20)
    await until(() => expect(server.unsent()).toBe(0))
    open()
    await appliedUpTo(21)
    expect(appliedSeqs()).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
    expect(desk.sink.overlaps).toBe(0)
    expect(desk.sink.calls.filter((call) => call.startsWith('apply')).length).toBeLessThan(21)
  })

  it('is applied by one call where it came in one chunk', async () => {
    server.publish(5, false)
    await live()
    await appliedUpTo(5)
    expect(desk.sink.calls).toContain('apply 1,2,3,4,5')
  })

  it('survives being cut anywhere, also inside a character', async () => {
    await live()
    const name = 'Íñigo 😀 Peña'
    for (const byte of Buffer.from(eventFrame(event(1, { customer: { name } })))) {
      server.write(Uint8Array.of(byte))
      if (byte > 127) await new Promise(setImmediate)
    }
    await appliedUpTo(1)
    expect(desk.sink.applied).toEqual([{ seq: 1, name }])
  })

  it.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('may end its lines with %s', async (_, end) => {
    await live()
    server.write(eventFrame(event(1)).replaceAll('\n', end))
    server.write(`:${end}${end}`)
    await appliedUpTo(1)
  })

  it.each([
    ['no JSON', 'event: reservation-updated\nid: 2\ndata: {"seq":\n\n'],
    ['no event', frame('reservation-updated', { ...event(2), reservation: { id: 'x' } }, 2)],
    ['a type from the future', frame('table-on-fire', { ...event(2), type: 'table-on-fire' }, 2)],
  ])('is replaced by a snapshot where it is %s, and the stream goes on', async (_, bad) => {
    await live()
    server.log.push(event(1), event(2))
    server.write(eventFrame(event(1)) + bad)
    await until(() => expect(work()).toEqual(['apply 1', 'snapshot 2']))
    server.publish()
    await appliedUpTo(3)
    expect(desk.state().state).toBe('live')
    expect(server.count(stream)).toBe(1)
  })

  it('is replaced by a snapshot where a seq is missing, and the stream goes on', async () => {
    await live()
    server.publish(1, false)
    server.publish()
    await until(() => expect(desk.sink.calls).toContain('snapshot 2'))
    server.publish()
    await appliedUpTo(3)
    expect(server.count(stream)).toBe(1)
  })

  it('costs few snapshots where every event is bad, and the last one is still caught up with', async () => {
    await live()
    const bad = (seq: number) => {
      server.log.push(event(seq))
      server.write(frame('table-on-fire', { seq }, seq))
    }
    bad(1)
    await until(() => expect(snapshots()).toBe(1))
    const freshAt = desk.connection.freshness().freshAt
    for (let seq = 2; seq <= 50; seq++) {
      bad(seq)
      await until(() => expect(desk.complaints.length).toBe(seq))
    }
    await new Promise(setImmediate)
    expect(snapshots()).toBe(1)
    // The watchdog, and the wait for the next snapshot.
    expect(desk.timers.pending()).toBe(2)
    desk.timers.advance(2_999)
    expect(desk.connection.freshness().freshAt).toBe(freshAt)
    desk.timers.advance(1)
    await until(() => expect(desk.sink.cursor()).toBe(50))
    expect(snapshots()).toBe(2)
    server.publish()
    await appliedUpTo(51)
  })

  it('begins again from the cursor where the store does not take it', async () => {
    await live()
    desk.sink.failWith = new Error('disk full')
    server.publish(2)
    expect((await desk.reaches('reconnecting', 1)).cause).toBe('bad_event')
    await until(() => expect(server.openStreams()).toBe(0))
    desk.sink.failWith = undefined
    desk.timers.advance(await desk.nextTryIn(1))
    await appliedUpTo(2)
  })

  it('waits in the socket, not in memory, while the store is slow', async () => {
    await live()
    const open = closeGate()
    const count = 6_000
    const long = server
      .publish(count, false)
      .map(({ seq }) => eventFrame(event(seq, { notes: 'ñ'.repeat(2_000) })))
    server.write(long.join(''))
    let before = { unsent: -1, times: 0 }
    await until(() => {
      const unsent = server.unsent()
      before = { unsent, times: before.unsent === unsent ? before.times + 1 : 0 }
      expect(before.times).toBeGreaterThan(20)
    })
    expect(before.unsent).toBeGreaterThan(0)
    open()
    await appliedUpTo(count)
    expect(server.count(stream)).toBe(1)
    const sizes = desk.sink.calls
      .filter((call) => call.startsWith('apply'))
      .map((call) => call.split(',').length)
    expect(Math.max(...sizes)).toBeLessThan(2_000)
  })
})

describe('an idle connection (injected clock on both sides)', () => {
  it('costs an hour at most 10 requests and 2 KB, and tells listeners at most once a heartbeat', async () => {
    await live({ cursor: null })
    const before = desk.told.length
    const heartbeats = 120
    for (let i = 0; i < heartbeats; i++) {
      desk.timers.advance(server.heartbeatMs)
      server.write(':\n\n')
      const at = new Date(desk.timers.now()).toISOString()
      await until(() => expect(desk.connection.freshness().freshAt).toBe(at))
    }
    expect(desk.state().state).toBe('live')
    expect(server.requests.length).toBeLessThanOrEqual(10)
    expect(server.streamed).toBeLessThan(2_048)
    expect(desk.told.length - before).toBeLessThanOrEqual(heartbeats)
    expect(desk.told.length - before).toBeGreaterThan(heartbeats / 2)
  })
})
