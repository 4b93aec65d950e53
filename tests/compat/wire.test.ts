import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createApi, pair } from '../../main/http/api.ts'
import { openEventStream } from '../../main/live/event-stream.ts'
import { startTestServer, type TestServer } from '../../server/testing/test-server.ts'
import { converse } from './conversation.ts'
import { earlierCommit } from './earlier.ts'
import { bodyOf, recordSchema, replaying, type Exchange } from './exchanges.ts'
import { missing } from './missing.ts'

// What desk and server of the earlier commit said to each other: see record.ts.
const file = path.join(import.meta.dirname, 'wire.json')
const { commit, at, exchanges } = recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
const pairingCode = z.object({ code: z.string() }).parse(exchanges[0]?.body).code

it('the record is of the commit that stands for the desks in the field', () => {
  expect(commit).toBe(earlierCommit)
})

describe('what the earlier desk sent', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({ now: () => new Date(at) })
  })
  afterAll(() => server.close())

  it('this server takes, and answers with all that the earlier server answered', async () => {
    const today = new Today(server)
    for (const exchange of exchanges) {
      const { method, path: where, answer } = exchange
      const answered = await today.ask(exchange)
      const what = `${method} ${where}`
      expect([what, answered.status]).toEqual([what, answer.status])
      expect(missing(saidIn(answer), saidIn(answered)), what).toEqual([])
      if (answer.status >= 400) expect([what, codeOf(answered)]).toEqual([what, codeOf(answer)])
      today.learn(answer.body, answered.body)
    }
  })
})

describe('what the earlier server answered', () => {
  it('this desk understands, and asks as the earlier desk did', async () => {
    const { fetch, asked } = replaying(exchanges)
    const place = { server: 'http://earlier.example', pairingCode, at, fetch }
    const scans = Array.from({ length: 4 }, () => 'qr-scanned')
    expect(await converse({ pair, createApi, openEventStream }, place)).toEqual([
      ...['reservation-created', 'reservation-updated', ...scans, 'scan-undone', 'reservation-deleted'],
    ])
    expect(asked).toEqual(
      exchanges.map(({ method, path, headers, body }) => ({ method, path, headers, body })),
    )
  })
})

type Answer = Exchange['answer']

const codeOf = ({ body }: Answer): string => z.object({ code: z.string() }).parse(body).code

/** Of a stream, the data of its frames. */
function saidIn({ type, body }: Answer): unknown {
  if (!isStream(type)) return body
  return [
    ...z
      .string()
      .parse(body)
      .matchAll(/^data: ?(.*)$/gm),
  ].map(([, data = '']): unknown => JSON.parse(data))
}
const isStream = (type: string): boolean => type.startsWith('text/event-stream')

/** What a server makes up by itself, and a desk says again. */
const madeUpSchema = z.object({
  token: z.string().optional(),
  code: z.string().optional(),
  cursor: z.number().optional(),
})

/** Today's server, asked as it was recorded, with its own words in the place of the recorded server's. */
class Today {
  readonly #url: string
  readonly #words: Map<string, string>
  readonly #cursors = new Map<string, string>()

  constructor(server: TestServer) {
    this.#url = server.url
    this.#words = new Map([[pairingCode, server.pairingCode]])
  }

  async ask({ method, path: where, headers, body, answer }: Exchange): Promise<Answer> {
    const url = new URL(this.#url + where)
    const since = url.searchParams.get('since')
    if (since !== null) url.searchParams.set('since', this.#cursor(since))
    const from = headers['last-event-id']
    const response = await fetch(url, {
      method,
      headers: {
        ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, this.#said(value)])),
        ...(from !== undefined && { 'last-event-id': this.#cursor(from) }),
      },
      ...(body !== undefined && { body: this.#said(JSON.stringify(body)) }),
    })
    const type = response.headers.get('content-type') ?? ''
    const text = isStream(answer.type) ? await untilDeleted(response) : await response.text()
    return { status: response.status, type, body: bodyOf(type, text) }
  }

  learn(recorded: unknown, answered: unknown): void {
    const theirs = madeUpSchema.safeParse(recorded).data ?? {}
    const ours = madeUpSchema.safeParse(answered).data ?? {}
    for (const name of ['token', 'code'] as const)
      if (theirs[name] !== undefined && ours[name] !== undefined) this.#words.set(theirs[name], ours[name])
    if (theirs.cursor !== undefined && ours.cursor !== undefined)
      this.#cursors.set(String(theirs.cursor), String(ours.cursor))
  }

  #said(text: string): string {
    return [...this.#words].reduce((said, [theirs, ours]) => said.replaceAll(theirs, ours), text)
  }

  #cursor(recorded: string): string {
    const cursor = this.#cursors.get(recorded)
    if (cursor === undefined) throw new Error(`No answer of the record gave the cursor ${recorded}.`)
    return cursor
  }
}

/** What a stream sends until its party is deleted; then it is left. */
async function untilDeleted({ body }: Response): Promise<string> {
  let text = ''
  for await (const chunk of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk
    if (/^event: reservation-deleted\n(?:.+\n)*\n/m.test(text)) break
  }
  return text
}
