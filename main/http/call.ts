import type { z } from 'zod'
import { send } from './request.ts'
import type { RequestOptions } from './request.ts'

export const defaultTimeoutMs = 10_000

export interface ApiOptions {
  server: string
  token: string
  /** Electron's `net.fetch` in the app, which knows the system's proxy. */
  fetch: typeof fetch
  /** Ends every request under way, so that the app does not wait for one when it quits. */
  signal?: AbortSignal
}

/** One request to one server under one token, and its answer parsed with the schema. */
export type Call = <T extends z.ZodType>(
  method: RequestOptions['method'],
  path: string,
  schema: T,
  more?: Partial<Pick<RequestOptions, 'query' | 'body' | 'headers' | 'timeoutMs'>>,
) => Promise<z.output<T>>

export function createCall({ server, token, fetch, signal }: ApiOptions): Call {
  return (method, path, schema, more = {}) =>
    send(
      {
        server,
        token,
        fetch,
        method,
        path,
        timeoutMs: defaultTimeoutMs,
        ...(signal ? { signal } : {}),
        ...more,
      },
      schema,
    )
}
