import { z } from 'zod'
import { protocolVersion } from '../../contract/events.ts'
import { problemSchema } from '../../contract/problem.ts'
import { BadAnswerError, HttpProblem, NetworkError } from './errors.ts'
import { retryAfterMs } from './retry-after.ts'

export interface RequestOptions {
  fetch: typeof fetch
  /** The server's address as it was paired, with or without a path. */
  server: string
  token?: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Relative to `server`, without a leading slash. */
  path: string
  query?: Record<string, string | number | undefined>
  body?: unknown
  headers?: Record<string, string>
  timeoutMs: number
  signal?: AbortSignal
}

/** The address of one of the server's routes. A path in `server` is kept, so that it may live below one. */
export function routeUrl(server: string, path: string, query: RequestOptions['query'] = {}): URL {
  const url = new URL(path, server.endsWith('/') ? server : `${server}/`)
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value))
  return url
}

/** What every request of a desk carries. */
export function deskHeaders(token: string | undefined): Record<string, string> {
  return {
    'Frontdesk-Protocol': String(protocolVersion),
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  }
}

/**
 * Whether a refusal is a proxy's or a captive portal's page instead of the server's word. Our server never
 * speaks HTML on these routes, and a desk must not take a portal's 403 for the loss of its pairing.
 */
export function isForeignRefusal(status: number, headers: Headers): boolean {
  const html = (headers.get('content-type') ?? '').startsWith('text/html')
  return html && status >= 400 && status < 500 && status !== 429
}

/**
 * One request and its answer, parsed with `schema`; `null` takes any body.
 * @throws {HttpProblem} the server answered no
 * @throws {NetworkError} there was no usable answer
 */
export async function send<T extends z.ZodType>(options: RequestOptions, schema: T): Promise<z.output<T>> {
  const parsed = schema.safeParse(json(await sendForText(options)))
  if (!parsed.success)
    throw new BadAnswerError(
      `${nameOf(options)}: the answer is not what this desk understands (${z.prettifyError(parsed.error)}). Check the server's address and that server and desk have matching versions.`,
    )
  return parsed.data
}

/** One request whose answer is no JSON. Throws as `send` does. */
export async function sendForText(options: RequestOptions): Promise<string> {
  const what = nameOf(options)
  const { response, text } = await exchange(options, what)
  if (response.ok) return text
  if (isForeignRefusal(response.status, response.headers))
    throw new BadAnswerError(
      `${what}: something between desk and server answered ${response.status} with a page. Check the network (a sign-in page, a proxy).`,
    )
  const problem = problemSchema.safeParse(json(text)).data
  throw new HttpProblem(response.status, { problem, retryAfterMs: retryAfterMs(response.headers) })
}

const nameOf = ({ method, path }: RequestOptions): string => `${method} /${path}`

async function exchange(
  options: RequestOptions,
  what: string,
): Promise<{ response: Response; text: string }> {
  const timeout = AbortSignal.timeout(options.timeoutMs)
  // The caller's signal lives as long as the desk, and in Node 20 would remember each signal that was made of it.
  const ending = new AbortController()
  const end = (): void => ending.abort(options.signal?.reason)
  if (options.signal?.aborted === true) end()
  options.signal?.addEventListener('abort', end)
  const hasBody = options.body !== undefined
  try {
    const response = await options.fetch(routeUrl(options.server, options.path, options.query), {
      method: options.method,
      headers: {
        Accept: 'application/json, application/problem+json',
        ...deskHeaders(options.token),
        ...(hasBody ? { 'Content-Type': 'application/json' } : {}),
        ...options.headers,
      },
      ...(hasBody ? { body: JSON.stringify(options.body) } : {}),
      signal: AbortSignal.any([timeout, ending.signal]),
    })
    return { response, text: await response.text() }
  } catch (error) {
    const why = timeout.aborted ? `no answer within ${options.timeoutMs} ms` : reasonOf(error)
    throw new NetworkError(`${what}: ${why}. Check the network and the server's address.`, { cause: error })
  } finally {
    options.signal?.removeEventListener('abort', end)
  }
}

/** `undefined` where it is no JSON: no schema accepts that. */
function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** fetch says "fetch failed" and hides what happened in `cause`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message || error.name
}
