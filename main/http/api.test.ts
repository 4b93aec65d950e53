import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createApi, BadAnswerError, HttpProblem, NetworkError, pair } from './api.ts'
import type { Api } from './api.ts'

const scanId = '01932f6e-0000-7000-8000-0000000000aa'
const id = '01932f6e-0000-7000-8000-000000000001'
const reservation = {
  id,
  businessId: 7,
  code: 'ACDEFG',
  ticketId: '0123456789abcdef01234567',
  customer: { name: 'Juan' },
  startsAt: '2026-11-24T20:00:00.000Z',
  partySize: 4,
  arrivedCount: 0,
  scanCount: 0,
  status: 'confirmed',
  tags: [],
  version: 1,
  createdAt: '2026-11-24T10:00:00.000Z',
  updatedAt: '2026-11-24T10:00:00.000Z',
}
const scanResponse = {
  outcome: 'admitted',
  scan: {
    scanId,
    outcome: 'admitted',
    people: 1,
    scannedAt: '2026-11-24T20:00:00.000Z',
    recordedAt: '2026-11-24T20:00:00.000Z',
    deviceId: 'desk-1',
    deviceName: 'Entrada',
  },
}

let server: Server | undefined
let asked: { line: string; headers: IncomingMessage['headers']; body: string }[] = []

afterEach(async () => {
  const stopping = server
  server = undefined
  asked = []
  if (!stopping) return
  await new Promise<void>((resolve) => {
    stopping.close(() => resolve())
    stopping.closeAllConnections()
  })
})

/** A real server whose one answer the test decides, and its address. */
async function serve(answer: RequestListener): Promise<string> {
  const starting = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      asked.push({ line: `${request.method} ${request.url}`, headers: request.headers, body })
      answer(request, response)
    })
  })
  server = starting
  await new Promise<void>((resolve) => starting.listen(0, '127.0.0.1', resolve))
  const address = starting.address()
  if (address === null || typeof address === 'string') throw new Error('The test server has no port.')
  return `http://127.0.0.1:${address.port}`
}

async function apiFor(answer: RequestListener, path = ''): Promise<Api> {
  return createApi({ server: (await serve(answer)) + path, token: 'secret', fetch })
}

const json =
  (value: unknown, status = 200): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  }

async function refused(promise: Promise<unknown>): Promise<HttpProblem> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof HttpProblem)) throw new Error(`not an HttpProblem: ${String(error)}`)
  return error
}

describe('a request', () => {
  it('carries the token, the protocol’s version and what the route needs', async () => {
    const api = await apiFor(json(reservation))
    await api.update(id, { partySize: 5 }, { key: 'k-1', version: 3 })
    expect(asked[0]).toMatchObject({
      line: `PUT /api/reservas/${id}`,
      headers: {
        authorization: 'Bearer secret',
        'frontdesk-protocol': '1',
        'idempotency-key': 'k-1',
        'if-match': '"3"',
        'content-type': 'application/json',
      },
      body: '{"partySize":5}',
    })
  })

  it('names the routes of the contract', async () => {
    const answers: unknown[] = [
      { reservas: [], cursor: 1 },
      { reservas: [], cursor: 1 },
      { events: [], cursor: 3, more: false },
      reservation,
      null,
      scanResponse,
      { results: [scanResponse] },
      scanResponse,
    ]
    const api = await apiFor((request, response) => json(answers.shift())(request, response))
    const scan = {
      businessId: 7,
      code: 'FD1',
      people: 1,
      scanId,
      scannedAt: '2026-11-24T20:00:00.000Z',
      deviceId: 'desk-1',
    }
    await api.list(7)
    await api.list(7, '2026-11-24')
    await api.changes(7, 3, null)
    await api.create(
      { businessId: 7, customer: { name: 'Juan' }, startsAt: '2026-11-24T20:00:00.000Z', partySize: 4 },
      'k-1',
    )
    await api.remove(id, { key: 'k-2', version: 1 })
    await api.scan(scan, { timeoutMs: 1_000 })
    await api.scanBatch(7, [scan])
    await api.undo(scanId, 'k-3')
    expect(asked.map(({ line }) => line)).toEqual([
      'GET /api/reservas?businessId=7&include=clients',
      'GET /api/reservas?businessId=7&date=2026-11-24&include=clients',
      'GET /api/reservas/changes?businessId=7&since=3',
      'POST /api/reservas',
      `DELETE /api/reservas/${id}`,
      'POST /api/reservas/qr-scan',
      'POST /api/reservas/qr-scan/batch',
      `POST /api/reservas/qr-scan/${scanId}/undo`,
    ])
    // A body that is not there has no type either: strict servers refuse the two together.
    expect(asked.at(-1)?.headers['content-type']).toBeUndefined()
  })

  it('goes below the path that the server’s address has', async () => {
    const api = await apiFor(json({ reservas: [], cursor: 1 }), '/mesa')
    await api.list(7)
    expect(asked[0]?.line).toBe('GET /mesa/api/reservas?businessId=7&include=clients')
  })

  it('is not sent where the contract forbids it', async () => {
    const api = await apiFor(json(reservation))
    await expect(api.update(id, {}, { key: 'k', version: 1 })).rejects.toThrow('nothing to change')
    expect(asked).toEqual([])
  })

  it('for a token sends the code without spaces, in capitals, and no token', async () => {
    const answer = {
      token: 't',
      device: { id: 'd', name: 'Barra', role: 'desk' },
      business: { id: 7, name: 'V', timeZone: 'Europe/Madrid', dayStartsAt: 5, capacity: 9 },
      ticketKeys: [],
    }
    const url = await serve(json(answer))
    await expect(pair(url, { code: 'abcd 1234', name: ' Barra ' }, fetch)).resolves.toEqual(answer)
    expect(asked[0]).toMatchObject({
      line: 'POST /api/devices/pair',
      body: '{"code":"ABCD1234","name":"Barra"}',
    })
    expect(asked[0]?.headers.authorization).toBeUndefined()
  })
})

describe('an answer that says no', () => {
  it('keeps its code and its details', async () => {
    const problem = {
      type: 'about:blank',
      title: 'Precondition failed',
      status: 412,
      code: 'precondition_failed',
      current: reservation,
    }
    const api = await apiFor(json(problem, 412))
    const error = await refused(api.remove(id, { key: 'k', version: 1 }))
    expect(error).toMatchObject({ status: 412, code: 'precondition_failed', problem })
  })

  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    [
      'a date, by the server’s clock',
      { date: 'Tue, 24 Nov 2026 19:00:00 GMT', 'retry-after': 'Tue, 24 Nov 2026 19:01:30 GMT' },
      90_000,
    ],
    [
      'a date that is over',
      { date: 'Tue, 24 Nov 2026 19:00:00 GMT', 'retry-after': 'Tue, 24 Nov 2026 18:00:00 GMT' },
      0,
    ],
    ['neither', { 'retry-after': 'soon' }, undefined],
    ['nothing', {}, undefined],
  ])('keeps Retry-After in %s', async (_, headers: Record<string, string>, expected) => {
    const api = await apiFor(
      (_request, response) => void response.writeHead(503, headers).end('<h1>busy</h1>'),
    )
    const error = await refused(api.identity())
    expect(error.retryAfterMs).toBe(expected)
    expect(error).toMatchObject({ status: 503, code: 'http_503' })
    expect(error.problem).toBeUndefined()
  })
})

describe('no usable answer', () => {
  it.each<[string, RequestListener]>([
    ['is no JSON', (_, response) => void response.end('hello')],
    ['is another thing', json({ cursor: 'x' })],
    [
      'is a portal’s page',
      (_, response) =>
        void response.writeHead(403, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>Sign in'),
    ],
  ])('is what %s', async (_, answer) => {
    const api = await apiFor(answer)
    await expect(api.list(7)).rejects.toBeInstanceOf(BadAnswerError)
    await expect(api.list(7)).rejects.toBeInstanceOf(NetworkError)
  })

  it('is a connection that is cut', async () => {
    const api = await apiFor((request) => request.socket.destroy())
    await expect(api.list(7)).rejects.toThrow(NetworkError)
  })

  it('is a refused connection, and says so', async () => {
    const url = await serve(json({}))
    await new Promise<void>((resolve) => server?.close(() => resolve()))
    const api = createApi({ server: url, token: 'secret', fetch })
    await expect(api.list(7)).rejects.toThrow(/GET \/api\/reservas: .*ECONNREFUSED/)
  })

  it('is one that takes too long, before or after its headers', async () => {
    const scan = {
      businessId: 7,
      code: 'FD1',
      people: 1,
      scanId,
      scannedAt: '2026-11-24T20:00:00.000Z',
      deviceId: 'desk-1',
    }
    const api = await apiFor((_, response) => void response.writeHead(200).write('{'))
    await expect(api.scan(scan, { timeoutMs: 60 })).rejects.toThrow('no answer within 60 ms')
  })

  it('is what remains of a request when the app quits', async () => {
    const quit = new AbortController()
    const url = await serve(() => quit.abort())
    const api = createApi({ server: url, token: 'secret', fetch, signal: quit.signal })
    await expect(api.list(7)).rejects.toThrow(NetworkError)
  })

  it('never tells the token', async () => {
    const api = await apiFor((request) => request.socket.destroy())
    const error: unknown = await api.list(7).catch((reason: unknown) => reason)
    expect(String(error)).not.toContain('secret')
  })
})
