import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startBareStreams } from '../testing/bare-streams.ts'
import { openStream, type Stream } from '../testing/stream.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'
import type { ChannelSize } from './channel.ts'
import type { Hub } from './hub.ts'
import { lastSeq, type LoggedEvent } from './log.ts'

let main: TestServer
let written = 0
beforeAll(async () => {
  main = await startTestServer()
  written = await lastSeq(main.db, 1)
}, 30_000)
afterAll(() => main.close())

/** Memory of a few events and pages of three, so that a few events lie in memory, in the log only, and on every border between. */
const small: ChannelSize = { page: 3, tail: 4, recent: { slabBytes: 700, slabs: 2 } }

type Step =
  | { do: 'write'; count: number; publish: 'all' | 'last' | 'twice' }
  | { do: 'cut' | 'connect'; desk: number }
  | { do: 'turn' }

const desks = 4
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('write'),
    count: fc.integer({ min: 1, max: 12 }),
    publish: fc.constantFrom('all', 'all', 'all', 'last', 'twice'),
  }),
  fc.record({ do: fc.constantFrom('cut', 'connect', 'connect'), desk: fc.nat(desks - 1) }),
  fc.record({ do: fc.constant('turn') }),
)

/** A desk: what it has heard over all its connections. */
interface Desk {
  seqs: number[]
  stream: Stream | undefined
  cursor: number
  /** How often it was cut: a connection that was asked for before the last cut is not its own any more. */
  cuts: number
}

it('each desk hears every event once and in order, whenever it is cut and comes back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const begin = written
      const streams = await startBareStreams(main.db, { cursor: begin, size: small })
      const all = Array.from({ length: desks }, (): Desk => ({
        seqs: [],
        stream: undefined,
        cursor: begin,
        cuts: 0,
      }))
      try {
        for (const desk of all) await connect(desk, streams.url)
        for (const what of steps) {
          if (what.do === 'turn') await new Promise(setImmediate)
          else if (what.do === 'write') publish(streams.hub, await write(what.count), what.publish)
          else {
            const desk = all[what.desk]
            if (desk === undefined) throw new Error('there are fewer desks')
            cut(desk)
            // Not awaited: it catches up while the next steps are taken.
            if (what.do === 'connect') void connect(desk, streams.url)
          }
        }
        // What is published last brings everybody up to date, also after a gap.
        publish(streams.hub, await write(1), 'all')
        const expected = Array.from({ length: written - begin }, (_, index) => begin + 1 + index)
        for (const desk of all) {
          if (desk.stream === undefined) await connect(desk, streams.url)
          await until(() => desk.stream !== undefined && heard(desk).at(-1) === written)
          expect(heard(desk)).toEqual(expected)
        }
        expect(streams.cuts).toEqual([])
      } finally {
        for (const { stream } of all) stream?.close()
        streams.close()
      }
    }),
    { numRuns: 40 },
  )
}, 120_000)

async function write(count: number): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = []
  for (let n = 0; n < count; n++) {
    written += 1
    const data = JSON.stringify({ seq: written, padding: 'ñ'.repeat(written % 90) })
    events.push({ businessId: 1, seq: written, type: 'settings-changed', data })
  }
  await main.db
    .insertInto('events')
    .values(events.map(({ seq, type, data }) => ({ business_id: 1, seq, type, data, at: '' })))
    .execute()
  await main.db.updateTable('businesses').set({ seq: written }).where('id', '=', 1).execute()
  return events
}

function publish(hub: Hub, events: LoggedEvent[], how: 'all' | 'last' | 'twice'): void {
  const chosen = how === 'last' ? events.slice(-1) : how === 'twice' ? [...events, ...events] : events
  for (const event of chosen) hub.publish(event)
}

async function connect(desk: Desk, url: string): Promise<void> {
  const { cuts, cursor } = desk
  const stream = await openStream(url, { token: 'x', lastEventId: cursor })
  if (desk.stream !== undefined || desk.cuts !== cuts) stream.close()
  else desk.stream = stream
}

/** The connection breaks: what was heard stays, and the next one goes on from there. */
function cut(desk: Desk): void {
  desk.seqs = heard(desk)
  desk.cursor = desk.seqs.at(-1) ?? desk.cursor
  desk.stream?.close()
  desk.stream = undefined
  desk.cuts += 1
}

function heard(desk: Desk): number[] {
  const live = desk.stream?.frames.filter(({ id }) => id !== undefined).map(({ id }) => Number(id)) ?? []
  return [...desk.seqs, ...live]
}
