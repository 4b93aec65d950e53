import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { changesResponseSchema } from '../../contract/api.ts'
import { connectedSchema } from '../../contract/events.ts'
import { problemIn } from '../testing/call.ts'
import { openStream } from '../testing/stream.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'
import { streamLimit } from './limit.ts'
import { lastSeq } from './log.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer({ heartbeatMs: 50 })))
afterAll(() => server.close())

describe('the stream', () => {
  it('opens with retry and connected, the right headers, and beats', async () => {
    const stream = await server.stream()
    const frame = await stream.frame('connected')
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
    expect(frame.retry).toBe('3000')
    expect(connectedSchema.parse(frame.data)).toMatchObject({
      cursor: await lastSeq(server.db, 1),
      heartbeatMs: 50,
      protocol: 1,
    })
    await until(() => stream.frames.filter((other) => other.comment !== undefined).length >= 3)
  })

  it('sends each change once, with the row as it was answered', async () => {
    const stream = await server.stream()
    await stream.frame('connected')
    const reservation = await server.book({ notes: 'línea\nuna\u2028 otra' })
    const { data, id } = await stream.frame('reservation-created')
    expect(data).toMatchObject({ type: 'reservation-created', seq: Number(id), businessId: 1, reservation })
    expect(stream.events()).toHaveLength(1)
  })

  it('resumes at any point, in order, nothing lost or doubled, while writes go on', async () => {
    const from = await lastSeq(server.db, 1)
    let writing = true
    const writes = (async () => {
      for (let n = 0; n < 60; n++) await server.book({ notes: `n ${n}` })
      writing = false
    })()
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, noNaN: true }), async (share) => {
        const now = await lastSeq(server.db, 1)
        const lastEventId = Math.floor(share * now)
        const stream = await server.stream({ lastEventId })
        const target = writing ? now + 3 : now
        await until(async () => {
          const reached = (stream.events().at(-1)?.seq ?? lastEventId) >= target
          return reached || (!writing && (await lastSeq(server.db, 1)) < target)
        })
        stream.close()
        const seqs = stream.events().map(({ seq }) => seq)
        expect(seqs).toEqual(seqs.map((_, index) => lastEventId + 1 + index))
        expect(stream.frames[0]?.event).toBe('connected')
      }),
      { numRuns: 12 },
    )
    await writes
    expect(await lastSeq(server.db, 1)).toBe(from + 60)
  })

  it('says reset for an event of the future, and goes on from its cursor', async () => {
    const last = await lastSeq(server.db, 1)
    const stream = await server.stream({ lastEventId: last + 1 })
    expect(await stream.frame('reset')).toEqual({ id: String(last), event: 'reset', data: { cursor: last } })
    await server.book()
    await stream.frame('reservation-created')
    expect(stream.events().map(({ seq }) => seq)).toEqual([last + 1])
  })

  it('refuses an id that is not a number', async () => {
    for (const id of ['-1', 'abc', '1.5', '9'.repeat(30)]) {
      const headers = { 'last-event-id': id }
      const answer = await server.call('GET', '/api/reservas/events?businessId=1', { headers })
      expect([id, problemIn(answer).code]).toEqual([id, 'validation'])
    }
  })
})

describe('changes', () => {
  const changes = async (since: number) =>
    changesResponseSchema.parse(
      (await server.call('GET', `/api/reservas/changes?businessId=1&since=${since}`)).body,
    )

  it('pages through the log without gaps', async () => {
    const seqs: number[] = []
    for (let more = true, since = 0; more;) {
      const page = await changes(since)
      if ('reset' in page) throw new Error('reset')
      seqs.push(...page.events.map(({ seq }) => seq))
      since = page.cursor
      more = page.more
    }
    const last = await lastSeq(server.db, 1)
    expect(seqs).toEqual(Array.from({ length: last }, (_, index) => index + 1))
  })

  it('says reset for the future', async () => {
    const cursor = await lastSeq(server.db, 1)
    expect(await changes(cursor + 1)).toMatchObject({ reset: true, cursor })
  })
})

it('says reset, on the stream and in changes, where the log begins later', async () => {
  const shorter = await startTestServer()
  try {
    await shorter.db.deleteFrom('events').where('business_id', '=', 1).where('seq', '<=', 10).execute()
    const cursor = await lastSeq(shorter.db, 1)
    const old = await shorter.stream({ lastEventId: 9 })
    expect((await old.frame('reset')).data).toEqual({ cursor })
    const answer = await shorter.call('GET', '/api/reservas/changes?businessId=1&since=9')
    expect(answer.body).toMatchObject({ reset: true, cursor })
    const good = await shorter.stream({ lastEventId: 10 })
    await until(() => good.events().at(-1)?.seq === cursor)
    expect(good.events()[0]?.seq).toBe(11)
  } finally {
    await shorter.close()
  }
})

describe('how many streams', () => {
  it('a desk that comes back takes the place of its own old stream', async () => {
    const old = await server.stream()
    await old.frame('connected')
    const next = await server.stream()
    await next.frame('connected')
    await until(() => old.ended())
    await server.book()
    await next.frame('reservation-created')
    expect(old.events()).toEqual([])
  })

  it('one too many is refused with Retry-After, but not a desk that has one; the next is let in when one goes', async () => {
    const limited = await startTestServer({ maxStreams: 2 })
    try {
      const { desk, desk2, manager } = limited.tokens
      const first = await limited.stream({ token: desk })
      const second = await limited.stream({ token: desk2 })
      const refused = await limited.call('GET', '/api/reservas/events?businessId=1', { token: manager })
      expect(problemIn(refused)).toMatchObject({ status: 429, code: 'too_many_streams' })
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(15)
      const other = await openStream(`${limited.url}/api/reservas/events?businessId=2`, {
        token: limited.tokens.otherBusinessDesk,
      })
      expect(other.status).toBe(200)
      other.close()
      const again = await limited.stream({ token: desk })
      await again.frame('connected')
      await until(() => first.ended())
      expect(second.ended()).toBe(false)
      second.close()
      await until(async () => {
        const stream = await limited.stream({ token: manager })
        return stream.status === 200
      })
    } finally {
      await limited.close()
    }
  })

  it('the limit is the one that the manager has set, else 100', async () => {
    const { db } = server
    expect(await streamLimit(db, 1)).toBe(100)
    await db
      .insertInto('settings')
      .values({ business_id: 2, value: JSON.stringify({ maxStreams: 10 }) })
      .execute()
    expect([await streamLimit(db, 1), await streamLimit(db, 2)]).toEqual([100, 10])
  })
})
