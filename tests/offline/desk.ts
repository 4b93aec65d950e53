import type { Database } from 'better-sqlite3'
import { v7 } from 'uuid'
import { scanInputSchema } from '../../contract/ipc.ts'
import type { Verdict } from '../../contract/ipc.ts'
import { writeJson } from '../../contract/json.ts'
import { reservationSchema } from '../../contract/reservation.ts'
import { z } from 'zod'
import { createApi } from '../../main/http/api.ts'
import { createCatchUp } from '../../main/live/catch-up.ts'
import { createInbox } from '../../main/live/inbox.ts'
import { openDatabase } from '../../main/store/database.ts'
import { createQueries } from '../../main/store/queries.ts'
import { createVault } from '../../main/store/vault.ts'
import { loadedSchema, queries } from '../../main/store/protocol.ts'
import { createSink } from '../../main/sync/apply.ts'
import { createCache } from '../../main/sync/cache.ts'
import { planUndo } from '../../main/sync/edits.ts'
import { Model } from '../../main/sync/model.ts'
import { createOutbox } from '../../main/sync/outbox.ts'
import { createScanner } from '../../main/sync/scan.ts'
import { rightClock } from '../../main/testing/clocks.ts'
import { quiet, storeKey } from '../../main/testing/real-desk.ts'
import type { Venue } from './venue.ts'

/** What a guest was told at the door. */
export interface Told {
  verdict: Verdict
  /** Taken back before it was ever sent: then the server never hears of it. */
  vanished: boolean
}

const vault = createVault(storeKey)

/** One desk: the real code of `main/` on a real SQLite file in memory, without windows, sockets and waiting. */
export class OfflineDesk {
  isOnline = false
  /** Answers that are lost on their way back: the server has done what was asked. */
  answersToLose = 0
  readonly told = new Map<string, Told>()
  readonly name: string
  readonly #venue: Venue
  readonly #token: string
  readonly #clock: { now: number }
  readonly #db: Database = openDatabase(':memory:', vault).db
  #parts: ReturnType<OfflineDesk['begin']>

  constructor(venue: Venue, index: number, clock: { now: number }) {
    const paired = venue.desks[index]
    if (!paired) throw new Error(`the venue has no desk ${index}`)
    this.name = paired.device.name
    this.#venue = venue
    this.#token = paired.token
    this.#clock = clock
    this.#parts = this.begin()
  }

  get model(): Model {
    return this.#parts.cache.model
  }

  /** What the desk forgets when it is killed: everything but its file. */
  private begin() {
    const ask = createQueries(this.#db, vault)
    const model = new Model()
    const asking = new Set<string>()
    const timers = {
      now: () => this.#clock.now,
      // Whoever waits for another try gets it from the test.
      setTimeout: () => 0,
      clearTimeout: () => undefined,
    }
    const cache = createCache({
      client: {
        load: () => {
          const loaded = loadedSchema.parse(ask({ query: 'load', input: null }))
          const page = queries.rows.output.parse(ask({ query: 'rows', input: { after: '' } }))
          return Promise.resolve({
            loaded,
            rows: writeJson(z.array(reservationSchema).parse(JSON.parse(page.json))),
          })
        },
        commit: (change) => {
          ask({ query: 'commit', input: change })
          return Promise.resolve()
        },
      },
      model,
      onChange: () => void model.turnTo(this.#clock.now),
      onReload: () => void model.turnTo(this.#clock.now),
      onKept: () => undefined,
      log: quiet,
    })
    const server = 'http://house.test'
    const api = createApi({ server, token: this.#token, fetch: (input, init) => this.send(input, init) })
    const scanner = createScanner({
      cache,
      server: () => (this.isOnline ? api : null),
      clock: rightClock(timers),
      newId: v7,
      asking,
      onSettled: () => undefined,
    })
    const sink = createSink({
      cache,
      api,
      timers,
      asking,
      onSettingsChanged: () => undefined,
      onApplied: () => undefined,
    })
    const problems: unknown[] = []
    const inbox = createInbox({
      timers,
      sink,
      log: quiet,
      onApplied: () => undefined,
      onProblem: (error) => problems.push(error),
    })
    const catchUp = createCatchUp({ api, sink, inbox, log: quiet })
    const outbox = () =>
      createOutbox({
        cache,
        api,
        isUp: () => true,
        timers,
        clockOffsetMs: () => 0,
        random: () => 0.5,
        newId: v7,
        asking,
        log: quiet,
      })
    return { cache, api, scanner, catchUp, outbox, timers }
  }

  private async send(...request: Parameters<typeof fetch>): Promise<Response> {
    if (!this.isOnline) throw new TypeError('the network is down')
    const answer = await this.#venue.fetch(...request)
    if (request[1]?.method === 'POST' && this.answersToLose > 0) {
      this.answersToLose -= 1
      throw new TypeError('the answer was lost')
    }
    return answer
  }

  /** Killed and started again on the same file. */
  async restart(): Promise<void> {
    this.#parts = this.begin()
    await this.#parts.cache.load()
    this.model.turnTo(this.#clock.now)
  }

  async scan(text: string, people: number): Promise<void> {
    const at = new Date(this.#clock.now).toISOString()
    const input = scanInputSchema.parse({ text, source: 'wedge', at, people, again: true })
    const verdict = await this.#parts.scanner.scan(input)
    this.told.set(verdict.scanId, { verdict, vanished: false })
  }

  /** Takes the last scan but `back` back that let somebody in, where there is one. */
  async undo(back: number): Promise<void> {
    const scans = [...this.model.verdicts.values()]
    const verdict = scans.filter(({ outcome, undone }) => outcome === 'admitted' && !undone).at(-1 - back)
    if (!verdict) return
    const entry = this.model.entries.get(verdict.scanId)
    const making = { id: v7(), at: new Date(this.#clock.now).toISOString() }
    await this.#parts.cache.write((model) => planUndo(model, verdict.scanId, making))
    const told = this.told.get(verdict.scanId)
    if (told && entry?.kind === 'scan' && entry.attempts === 0) told.vanished = true
  }

  /** Sends one batch of what waits; whether its answer comes back is another question. */
  async sendOnce(): Promise<void> {
    const outbox = this.#parts.outbox()
    outbox.kick()
    await outbox.stop()
  }

  waiting(): number {
    return [...this.model.entries.values()].filter(({ setAside }) => setAside === null).length
  }

  /** Hears what has happened, as far as the network lets it. */
  async hear(): Promise<void> {
    try {
      await this.#parts.catchUp.poll(() => true)
    } catch (error) {
      if (this.isOnline) throw error
    }
  }

  /** All that waits is sent, and all that has happened is heard. */
  async settle(): Promise<void> {
    this.isOnline = true
    for (let tries = 0; this.waiting() > 0; tries++) {
      if (tries > 500) throw new Error(`${this.name} cannot send what it has done`)
      await this.sendOnce()
    }
    await this.hear()
  }
}
