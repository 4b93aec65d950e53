import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v7 } from 'uuid'
import { vi } from 'vitest'
import type { DeskReservation, DeskState, Push, ScanInput, Verdict } from '../../contract/ipc.ts'
import { scanInputSchema } from '../../contract/ipc.ts'
import { createDeskCore } from '../core.ts'
import type { Access, DeskCore, DeskCoreOptions } from '../core.ts'
import type { Timers } from '../live/deps.ts'
import type { Log } from '../log.ts'
import { nodeTransport } from '../store/node-transport.ts'
import type { StoreTransport } from '../store/transport.ts'
import { withKey } from '../store/with-key.ts'

export const storeEntry = path.resolve(import.meta.dirname, '../store/process.ts')
export const storeKey = Buffer.alloc(32, 7)
export const realStore: StoreTransport = withKey(nodeTransport(process.execPath, storeEntry), () =>
  Promise.resolve(storeKey),
)
export const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
export const realTimers: Timers = {
  now: Date.now,
  setTimeout: (fn, ms) => setTimeout(fn, ms),
  clearTimeout: (handle) => clearTimeout(Number(handle)),
}

/** A folder for one desk, and how to remove it. */
export function temporaryFolder(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(path.join(tmpdir(), 'desk-test-'))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** Waits until `check` no longer throws. */
export function until<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 30_000, interval: 10 })
}

export interface RealDesk {
  core: DeskCore
  pushes: Push[]
  state(): Promise<DeskState>
  card(id: string): Promise<DeskReservation>
  /** A scan by hand; throws where the desk refuses to judge. */
  scan(text: string, more?: Partial<ScanInput>): Promise<Verdict>
  /** Waits for a state of the connection. */
  reaches(state: string): Promise<void>
  /** Waits until nothing waits to be sent. */
  sent(): Promise<void>
}

/** A whole desk without windows, on a real store process and real sockets. */
export async function startDesk({
  server,
  token,
  ...options
}: Access & Pick<DeskCoreOptions, 'dataDir'> & Partial<DeskCoreOptions>): Promise<RealDesk> {
  const core = createDeskCore({
    access: () => Promise.resolve({ server, token }),
    fetch,
    startStore: realStore,
    timers: realTimers,
    random: Math.random,
    newId: v7,
    systemLanguage: 'es-ES',
    log: quiet,
    ...options,
  })
  const pushes: Push[] = []
  core.onPush((push) => pushes.push(push))
  await core.start()
  const state = () => Promise.resolve(core.state())
  return {
    core,
    pushes,
    state,
    card: async (id) => {
      const found = (await state()).reservations.find((one) => one.id === id)
      if (!found) throw new Error(`no card ${id}`)
      return found
    },
    scan: async (text, more = {}) => {
      const input = scanInputSchema.parse({ text, source: 'manual', at: new Date().toISOString(), ...more })
      const answer = await core.handlers.scan(input)
      if (!answer.ok) throw new Error(answer.problem.code)
      return answer.value
    },
    reaches: async (wanted) => {
      await until(async () => {
        const { connection } = (await state()).freshness
        if (connection.state !== wanted) throw new Error(`not ${wanted}: ${JSON.stringify(connection)}`)
      })
    },
    sent: async () => {
      await until(async () => {
        const { outbox } = await state()
        if (outbox.waiting > 0) throw new Error(`${outbox.waiting} still wait`)
      })
    },
  }
}
