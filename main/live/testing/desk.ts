import { vi } from 'vitest'
import type { ConnectionState } from '../../../contract/connection.ts'
import type { Freshness } from '../../../contract/ipc.ts'
import { createApi } from '../../http/api.ts'
import { createConnection } from '../connection.ts'
import type { Connection } from '../deps.ts'
import { manualTimers } from './manual-timers.ts'
import type { ManualTimers } from './manual-timers.ts'
import { memorySink } from './memory-sink.ts'
import type { MemorySink } from './memory-sink.ts'
import { businessId } from './samples.ts'
import type { ScriptedServer } from './scripted-server.ts'

export interface Desk {
  connection: Connection
  timers: ManualTimers
  sink: MemorySink
  /** Everything that listeners were told. */
  told: Freshness[]
  /** Warnings and errors. */
  complaints: string[]
  state(): ConnectionState
  /** Waits until the connection is in a state, and gives it. */
  reaches<S extends ConnectionState['state']>(
    state: S,
    failures?: number,
  ): Promise<Extract<ConnectionState, { state: S }>>
  /** Waits until the next try is planned, and says in how many milliseconds. */
  nextTryIn(failures: number): Promise<number>
  /** Lets tries fail until there were so many in a row. */
  failUpTo(failures: number): Promise<void>
}

/** A connection over real sockets to a scripted server; clock and randomness are the test's. */
export function deskFor(
  server: ScriptedServer,
  options: { cursor?: number | null; random?: () => number } = {},
): Desk {
  const timers = manualTimers()
  const api = createApi({ server: server.url, token: 'secret', fetch })
  const cursor = options.cursor === undefined ? 0 : options.cursor
  const sink = memorySink(api, cursor === null ? null : { businessId, cursor })
  const quiet = () => undefined
  const complaints: string[] = []
  const complain = (message: string) => complaints.push(message)
  const connection = createConnection({
    timers,
    random: options.random ?? (() => 0.5),
    server: server.url,
    token: 'secret',
    fetch,
    api,
    sink,
    log: { debug: quiet, info: quiet, warn: complain, error: complain },
  })
  const told: Freshness[] = []
  connection.onChange((freshness) => told.push(freshness))
  const state = () => connection.freshness().connection
  const nextTryIn = (failures: number): Promise<number> =>
    until(() => {
      const now = state()
      if (!('failures' in now) || now.failures !== failures || now.retryAt === null)
        throw new Error(`no try planned after ${failures} failures: ${JSON.stringify(now)}`)
      return Date.parse(now.retryAt) - timers.now()
    })

  return {
    connection,
    timers,
    sink,
    told,
    complaints,
    state,
    reaches: (wanted, failures) =>
      until(() => {
        const now = state()
        if (
          now.state !== wanted ||
          (failures !== undefined && 'failures' in now && now.failures !== failures)
        )
          throw new Error(`not ${wanted} ${failures ?? ''}: ${JSON.stringify(now)}`)
        // The line above has compared it.
        return now as Extract<ConnectionState, { state: typeof wanted }>
      }),
    nextTryIn,
    failUpTo: async (failures) => {
      for (let n = 1; n < failures; n++) timers.advance(await nextTryIn(n))
      await nextTryIn(failures)
    },
  }
}

/** Waits until `check` no longer throws. */
export function until<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 30_000, interval: 5 })
}
