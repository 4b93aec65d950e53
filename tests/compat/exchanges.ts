import { z } from 'zod'

const exchangeSchema = z.object({
  method: z.string(),
  /** With its query. */
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  /** JSON; absent where nothing was sent. */
  body: z.unknown().optional(),
  answer: z.object({
    status: z.number(),
    type: z.string(),
    /** JSON as it is, anything else as text. */
    body: z.unknown(),
  }),
})
/** A request and its answer. */
export type Exchange = z.infer<typeof exchangeSchema>

/** What was said at some time between a desk and a server of one commit. */
export const recordSchema = z.object({
  commit: z.string(),
  at: z.string(),
  exchanges: z.array(exchangeSchema),
})
export type WireRecord = z.infer<typeof recordSchema>

const isJson = (type: string): boolean => type.includes('json')

/** What a body of this type says. */
export function bodyOf(type: string, text: string): unknown {
  return isJson(type) ? JSON.parse(text) : text
}

/** What is asked, as it is recorded. */
export function requestOf(
  input: Parameters<typeof fetch>[0],
  init: RequestInit = {},
): Omit<Exchange, 'answer'> {
  const { pathname, search } = new URL(input instanceof Request ? input.url : input)
  const { body } = init
  return {
    method: init.method ?? 'GET',
    path: pathname + search,
    headers: Object.fromEntries(new Headers(init.headers)),
    ...(typeof body === 'string' && { body: JSON.parse(body) }),
  }
}

/** A `fetch` that writes down what it carries. An answer is whole once it has been read. */
export function recording(): { fetch: typeof fetch; exchanges: () => Exchange[] } {
  const told: { request: Omit<Exchange, 'answer'>; status: number; type: string; text: string }[] = []
  return {
    fetch: async (input, init) => {
      const answer = await fetch(input, init)
      const exchange = {
        request: requestOf(input, init),
        status: answer.status,
        type: answer.headers.get('content-type') ?? '',
        text: '',
      }
      told.push(exchange)
      if (!answer.body) return answer
      const decoder = new TextDecoder()
      const carried = new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, onwards) => {
          exchange.text += decoder.decode(chunk, { stream: true })
          onwards.enqueue(chunk)
        },
      })
      return new Response(answer.body.pipeThrough(carried), answer)
    },
    exchanges: () =>
      told.map(({ request, status, type, text }) => ({
        ...request,
        answer: { status, type, body: bodyOf(type, text) },
      })),
  }
}

/** A `fetch` that answers with what was recorded, in its order, and writes down what it was asked. */
export function replaying(exchanges: readonly Exchange[]): {
  fetch: typeof fetch
  asked: Omit<Exchange, 'answer'>[]
} {
  const asked: Omit<Exchange, 'answer'>[] = []
  return {
    asked,
    fetch: (input, init) => {
      const next = exchanges[asked.length]
      asked.push(requestOf(input, init))
      if (!next) return Promise.reject(new Error('Nothing more was recorded.'))
      const { status, type, body } = next.answer
      const text = isJson(type) ? JSON.stringify(body) : z.string().parse(body)
      const headers = { 'content-type': type }
      return Promise.resolve(new Response(text === '' ? null : text, { status, headers }))
    },
  }
}
