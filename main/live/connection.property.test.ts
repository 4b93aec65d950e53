import fc from 'fast-check'
import { expect, it } from 'vitest'
import { connectionStateSchema } from '../../contract/connection.ts'
import { NetworkError } from '../http/errors.ts'
import type { Api } from '../http/api.ts'
import { createConnection } from './connection.ts'
import { fakeNetwork } from './testing/fake-network.ts'
import { manualTimers } from './testing/manual-timers.ts'
import { memorySink } from './testing/memory-sink.ts'
import { businessId, event, eventFrame, frame, identity } from './testing/samples.ts'

const plain = [
  'connect',
  'fail',
  'end',
  'event',
  'heartbeat',
  'bad event',
  'woke_up',
  'network',
  'retryNow',
] as const

type Step =
  | { do: (typeof plain)[number] }
  | { do: 'real time'; on: boolean }
  | { do: 'requests'; work: boolean }
  | { do: 'refuse'; status: number; retryAfter?: number }
  | { do: 'wait'; seconds: number }
  /** So many tries in a row fail. */
  | { do: 'outage'; tries: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom(...plain) }),
  fc.record({ do: fc.constant('real time'), on: fc.boolean() }),
  fc.record({ do: fc.constant('requests'), work: fc.boolean() }),
  fc.record({
    do: fc.constant('refuse'),
    status: fc.constantFrom(429, 500, 503),
    retryAfter: fc.constantFrom(1, 90, 4_000),
  }),
  fc.record({ do: fc.constant('wait'), seconds: fc.constantFrom(1, 3, 20, 61, 76, 121, 700) }),
  fc.record({ do: fc.constant('outage'), tries: fc.integer({ min: 2, max: 7 }) }),
)
/** Rare, because nothing comes after it. */
const goodbye: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('refuse'),
  status: fc.constantFrom(401, 403),
})
const steps = fc.array(fc.oneof({ weight: 40, arbitrary: step }, { weight: 1, arbitrary: goodbye }), {
  minLength: 5,
  maxLength: 60,
})

/** Lets everything that is under way come to rest. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await new Promise(setImmediate)
}

function desk() {
  const timers = manualTimers()
  const network = fakeNetwork()
  const log = { cursor: 0 }
  const seen = { pollsWhileLive: 0, requestsWork: true, bad: false }
  const answer = <T>(value: T): Promise<T> =>
    seen.requestsWork ? Promise.resolve(value) : Promise.reject(new NetworkError('cut'))
  const api: Pick<Api, 'identity' | 'list' | 'changes'> = {
    identity: () => answer(identity),
    list: () => answer({ reservas: [], cursor: log.cursor }),
    changes: (_, since) => {
      if (connection.freshness().connection.state === 'live') seen.pollsWhileLive += 1
      const events = Array.from({ length: log.cursor - since }, (_, index) => event(since + 1 + index))
      return answer({ events, cursor: log.cursor, more: false })
    },
  }
  const unused = () => Promise.reject(new Error('not for the connection'))
  const sink = memorySink(api, { businessId, cursor: 0 })
  const quiet = () => undefined
  const connection = createConnection({
    timers,
    random: () => 0.5,
    server: 'http://desk.test',
    token: 'secret',
    fetch: network.fetch,
    api: {
      create: unused,
      update: unused,
      remove: unused,
      history: unused,
      conflicts: unused,
      decideConflict: unused,
      revokedTickets: unused,
      newTicket: unused,
      ticketSvg: unused,
      scan: unused,
      scanBatch: unused,
      undo: unused,
      rename: unused,
      checkPin: unused,
      health: unused,
      report: unused,
      ...api,
    },
    sink,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  })
  let realTime = true

  async function take(now: Step): Promise<void> {
    if (now.do === 'connect') network.connect(log.cursor)
    else if (now.do === 'fail') network.fail()
    else if (now.do === 'end') network.end()
    else if (now.do === 'refuse')
      network.refuse(now.status, now.retryAfter ? { 'retry-after': String(now.retryAfter) } : {})
    else if (now.do === 'event') network.send(eventFrame(event(++log.cursor)))
    else if (now.do === 'heartbeat') network.send(':\n\n')
    else if (now.do === 'bad event') {
      seen.bad = true
      network.send(frame('unknown', { seq: ++log.cursor }))
    } else if (now.do === 'outage')
      for (let n = 0; n < now.tries; n++) {
        network.fail()
        await settle()
        timers.advance(61_000)
        await settle()
      }
    else if (now.do === 'woke_up' || now.do === 'network') connection.wake(now.do)
    else if (now.do === 'retryNow') connection.retryNow()
    else if (now.do === 'requests') seen.requestsWork = now.work
    else if (now.do === 'real time') connection.setRealTime((realTime = now.on))
    else if ('seconds' in now) timers.advance(now.seconds * 1_000)
    await settle()
  }

  function check(): void {
    const state = connectionStateSchema.parse(connection.freshness().connection)
    const streams = network.open()
    expect(streams).toBeLessThanOrEqual(1)
    expect(seen.pollsWhileLive).toBe(0)
    expect(sink.overlaps).toBe(0)
    if (state.state === 'stopped') {
      expect(streams).toBe(0)
      expect(timers.pending()).toBe(0)
    } else if (state.state === 'live') {
      expect(realTime).toBe(true)
      expect(streams).toBe(1)
      // The watchdog; after a bad event there may be the wait for the next snapshot.
      expect(timers.pending()).toBeLessThanOrEqual(seen.bad ? 2 : 1)
    } else if (!realTime) {
      expect(state).toMatchObject({ cause: 'real_time_off', retryAt: null })
      expect(streams).toBe(0)
      // The next poll.
      expect(timers.pending()).toBe(1)
    } else if (state.retryAt === null) expect(streams).toBe(1)
    else {
      expect(streams).toBe(0)
      expect(Date.parse(state.retryAt)).toBeGreaterThan(timers.now())
      expect(timers.pending()).toBe(state.failures >= 5 ? 2 : 1)
    }
    if (state.state === 'polling' || state.state === 'offline')
      expect(state.failures >= 5 || state.cause === 'real_time_off').toBe(true)
  }

  return { connection, timers, network, sink, log, seen, take, check }
}

it('whatever happens: one stream at most, no poll while live, and always a next try (injected clock and network)', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { connection, timers, network, take, check } = desk()
      connection.start()
      await settle()
      check()
      for (const now of all) {
        await take(now)
        check()
      }
      await connection.stop()
      expect(timers.pending()).toBe(0)
      expect(network.open()).toBe(0)
    }),
    { numRuns: 200 },
  )
}, 60_000)

it('whatever happened: once server and network are well again the desk has everything (injected clock and network)', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { connection, timers, network, sink, log, seen, take } = desk()
      connection.start()
      await settle()
      for (const now of all) {
        await take(now)
      }
      if (connection.freshness().connection.state === 'stopped') return
      seen.requestsWork = true
      connection.setRealTime(true)
      // Longer than any wait, in steps shorter than the watchdog's patience.
      for (let minute = 0; minute < 15; minute++) {
        await settle()
        network.connect(log.cursor)
        network.send(':\n\n')
        await settle()
        timers.advance(60_000)
      }
      network.connect(log.cursor)
      await settle()
      expect(connection.freshness().connection.state).toBe('live')
      expect(sink.cursor()).toBe(log.cursor)
      await connection.stop()
    }),
    { numRuns: 200 },
  )
}, 60_000)
