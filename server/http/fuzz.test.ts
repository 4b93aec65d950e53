import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { venueDayBounds } from '../../contract/venue-day.ts'
import { lastSeq } from '../events/log.ts'
import { problemIn } from '../testing/call.ts'
import { openStream } from '../testing/stream.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

const nasty = [
  "'; DROP TABLE reservations; --",
  "1' OR '1'='1",
  '1); delete from events; --',
  '%00',
  '../../etc/passwd',
  '\r\nx-injected: 1',
  '{"level":50}\n{"level":50,"msg":"forged"}',
  '${jndi:ldap://x}',
  '\u202e\u0000\ufeff',
  '9'.repeat(400),
  '1e999',
  '-0',
  'NaN',
  '2030-02-30T20:00:00Z',
  '2030-01-01T24:00:01Z',
  '+275760-09-13T00:00:00.001Z',
  '2030-01-01T20:00:00+99:99',
]

const schema = z.looseObject({})
type Schema = z.infer<typeof schema>

/** A value that a schema of the document allows, or nearly: now and then a part of it is something else. */
function valuesOf(given: unknown, depth = 0): fc.Arbitrary<unknown> {
  const odd = fc.oneof(fc.constantFrom(...nasty), fc.jsonValue({ maxDepth: 2 }))
  const read = schema.safeParse(given)
  if (!read.success || depth > 5) return odd
  return fc.oneof({ arbitrary: fitting(read.data, depth), weight: 12 }, { arbitrary: odd, weight: 1 })
}

function fitting(given: Schema, depth: number): fc.Arbitrary<unknown> {
  const { enum: words, const: only, anyOf, oneOf, type, format, properties, items } = given
  if (only !== undefined) return fc.constant(only)
  if (Array.isArray(words)) return fc.constantFrom(...z.array(z.unknown()).parse(words))
  const choices = z.array(z.unknown()).safeParse(anyOf ?? oneOf)
  if (choices.success) return fc.oneof(...choices.data.map((choice) => valuesOf(choice, depth)))
  switch (type) {
    case 'object': {
      const fields = z.record(z.string(), z.unknown()).default({}).parse(properties)
      const parts = Object.entries(fields).map(([name, field]) => [name, valuesOf(field, depth + 1)] as const)
      const required = z.array(z.string()).default([]).parse(given.required)
      return fc.record(Object.fromEntries(parts), { requiredKeys: required })
    }
    case 'array':
      return fc.array(valuesOf(items, depth + 1), { maxLength: 5 })
    case 'integer':
    case 'number':
      return fc.oneof(
        fc.integer({ min: 1, max: 9 }),
        fc.integer(),
        fc.double(),
        fc.constantFrom(2 ** 53, -1, 1e308),
      )
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      if (format === 'uuid') return fc.uuid()
      if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
      return fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 20 }))
  }
}

const operation = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string(), schema })).default([]),
  requestBody: z.object({ content: z.object({ 'application/json': z.object({ schema }) }) }).optional(),
})
const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) })

it('every route of the document answers anything that its schemas allow, nearly allow or forbid, and never 5xx', async () => {
  const { paths } = documentSchema.parse((await server.call('GET', '/openapi.json')).body)
  const { id } = await server.book()
  for (const [path, methods] of Object.entries(paths)) {
    // A stream has no end to wait for; it is tried below. Logging out ends the token of this test, and the debug page takes nothing.
    if (/\/events$|logout|\/debug\//.test(path)) continue
    for (const [method, { parameters, requestBody }] of Object.entries(methods)) {
      const text = (given: unknown) =>
        valuesOf(given).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
      const inputs = fc.record({
        named: fc.tuple(
          ...parameters.map((parameter) =>
            fc.oneof(
              text(parameter.schema),
              fc.constantFrom(...nasty),
              fc.constant(parameter.name === 'businessId' ? '1' : parameter.name === 'id' ? id : '"1"'),
            ),
          ),
        ),
        body: requestBody ? valuesOf(requestBody.content['application/json'].schema) : fc.constant(undefined),
        manager: fc.boolean(),
      })
      await fc.assert(
        fc.asyncProperty(inputs, async ({ named, body, manager }) => {
          const query = new URLSearchParams()
          const headers: Record<string, string> = { 'if-match': '*' }
          let url = path
          for (const [index, parameter] of parameters.entries()) {
            const value = Buffer.from(named[index] ?? '').toString()
            if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, encodeURIComponent(value))
            else if (parameter.in === 'query') query.set(parameter.name, value)
            // What a client cannot put into a header never arrives.
            else if (/^[\x20-\x7e]+$/.test(value)) headers[parameter.name] = value
          }
          const token = manager ? server.tokens.manager : server.tokens.desk
          const answer = await server.call(method.toUpperCase(), `${url}?${query.toString()}`, {
            token,
            body,
            headers,
          })
          expect(answer.status, `${method} ${url} ${JSON.stringify(answer.body)}`).toBeLessThan(500)
          if (answer.status >= 400) problemIn(answer)
        }),
        { numRuns: 12 },
      )
    }
  }
})

it.each(nasty.filter((text) => !/[\u0000\r\n]/.test(text)))(
  'stores %j as the text it is, or refuses it',
  async (text) => {
    const before = await lastSeq(server.db, 1)
    const answer = await server.call('POST', '/api/reservas', {
      body: {
        businessId: 1,
        customer: { name: text },
        startsAt: '2030-01-01T20:00:00Z',
        partySize: 2,
        notes: text,
      },
    })
    if (answer.status === 201) expect(answer.body).toMatchObject({ customer: { name: text }, notes: text })
    else expect(problemIn(answer).code).toBe('validation')
    expect(await lastSeq(server.db, 1)).toBe(before + (answer.status === 201 ? 1 : 0))
  },
)

it.each(['-1', '1.5', '1e3', 'abc', "1' OR 1=1", '9'.repeat(30), '0x10', '٣'])(
  'a stream with Last-Event-ID %s is refused',
  async (lastEventId) => {
    const text =
      encodeURIComponent(lastEventId) === lastEventId ? lastEventId : encodeURIComponent(lastEventId)
    const headers = { 'last-event-id': text }
    expect(problemIn(await server.call('GET', '/api/reservas/events?businessId=1', { headers })).code).toBe(
      'validation',
    )
  },
)

it('a stream with a Last-Event-ID from the future is told to begin anew', async () => {
  const url = `${server.url}/api/reservas/events?businessId=1`
  const stream = await openStream(url, { token: server.tokens.desk, lastEventId: '999999999999' })
  const { data } = await stream.frame('reset')
  stream.close()
  expect(data).toEqual({ cursor: await lastSeq(server.db, 1) })
})

it('a time that daylight saving skips or repeats is an instant like any other, on the right day', async () => {
  const venue = { timeZone: 'Europe/Madrid', dayStartsAt: 0 }
  // The day on which 02:30 does not exist has 23 hours; the one on which it comes twice has 25.
  for (const [day, hours, startsAt] of [
    ['2030-03-31', 23, '2030-03-31T02:30:00+01:00'],
    ['2030-10-27', 25, '2030-10-27T02:30:00+02:00'],
    ['2030-10-27', 25, '2030-10-27T02:30:00+01:00'],
  ] as const) {
    const { from, to } = venueDayBounds(day, venue)
    expect((to.getTime() - from.getTime()) / 3_600_000).toBe(hours)
    const { id } = await server.book({ startsAt })
    const at = new Date(startsAt).toISOString()
    const lists = await Promise.all(
      [-1, 0, 1].map(async (offset) => {
        const date = new Date(Date.parse(day) + offset * 86_400_000).toISOString().slice(0, 10)
        const { body } = await server.call('GET', `/api/reservas?businessId=1&date=${date}`)
        return z.object({ reservas: z.array(z.object({ id: z.string(), startsAt: z.string() })) }).parse(body)
          .reservas
      }),
    )
    expect(lists.flat().filter((row) => row.id === id)).toMatchObject([{ startsAt: at }])
  }
})
