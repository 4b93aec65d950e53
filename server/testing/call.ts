import { problemSchema, type Problem } from '../../contract/problem.ts'

export interface CallOptions {
  /** `null`: without a token. */
  token?: string | null
  /** Sent as JSON; `raw` is sent as it is. */
  body?: unknown
  raw?: string | Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
}

export interface Answer {
  status: number
  headers: Headers
  body: unknown
}

/** One request over a real socket. JSON is parsed, anything else is text. */
export async function call(url: string, method: string, options: CallOptions): Promise<Answer> {
  const { token, body, raw } = options
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const response = await fetch(url, {
    method,
    headers: {
      ...(typeof token === 'string' && { authorization: `Bearer ${token}` }),
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(payload !== undefined && { body: payload }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

/** The answer's problem details; throws where it is something else. */
export function problemIn(answer: Answer): Problem {
  if (answer.headers.get('content-type') !== 'application/problem+json') {
    throw new Error(`not problem details: ${answer.status} ${JSON.stringify(answer.body)}`)
  }
  const problem = problemSchema.parse(answer.body)
  if (problem.status !== answer.status) throw new Error('the status in the body is another one')
  return problem
}
