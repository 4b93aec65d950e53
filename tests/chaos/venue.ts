import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { changesResponseSchema, listResponseSchema } from '../../contract/api.ts'
import type { DeskEvent } from '../../contract/events.ts'
import { pairingCodeSchema, pairResponseSchema } from '../../contract/api.ts'
import { reservationSchema, type Reservation } from '../../contract/reservation.ts'
import { firstMatch } from '../../scripts/desk/first-match.ts'
import { stopProcess } from '../../scripts/desk/stop-process.ts'
import { nodeBinary, root } from '../../scripts/paths.ts'
import { freePort } from '../../server/testing/free-port.ts'
import { startPostgres, type TestPostgres } from '../../server/testing/postgres.ts'

const readySchema = z.object({
  businessId: z.number(),
  tokens: z.object({ manager: z.string() }),
})

export interface VenueOptions {
  database: 'sqlite' | 'postgres'
  folder: string
  /** Where the servers' own words go. */
  logs: string
}

interface Instance {
  port: number
  child: ChildProcess | undefined
}

/** Short enough that a dead link is found within a fault, and far enough apart that a busy machine misses none. */
const heartbeatMs = 1_500

/** The shared server of the run: one process on SQLite, or two on one PostgreSQL. */
export class Venue {
  readonly #options: VenueOptions
  readonly #instances: Instance[] = []
  #postgres: TestPostgres | undefined
  #database: string[] = []
  #env: Record<string, string> = {}
  #ready: z.infer<typeof readySchema> | undefined
  #turn = 0

  constructor(options: VenueOptions) {
    this.#options = options
  }

  get servers(): number {
    return this.#instances.length
  }

  get businessId(): number {
    return this.#known.businessId
  }

  get #known(): z.infer<typeof readySchema> {
    if (!this.#ready) throw new Error('The venue was not opened.')
    return this.#ready
  }

  pidOf(index: number): number | undefined {
    return this.#instances[index]?.child?.pid
  }

  async open(): Promise<void> {
    const { database, folder } = this.#options
    if (database === 'postgres') {
      this.#postgres = await startPostgres()
      this.#env = { DATABASE_URL: await this.#postgres.createDatabase() }
    } else this.#database = ['--data', path.join(folder, 'server')]
    const count = database === 'postgres' ? 2 : 1
    for (let index = 0; index < count; index++)
      this.#instances.push({ port: await freePort(), child: undefined })
    await this.start(0, ['--demo'])
    for (let index = 1; index < count; index++) await this.start(index)
  }

  /** Starts one of the servers again, on the port that it had. On a machine that is too busy it takes several tries. */
  async start(index: number, more: string[] = [], tries = 5): Promise<void> {
    const instance = this.#instances[index]
    if (!instance || instance.child) return
    const child = this.#spawn(index, instance.port, more)
    if (child.stdout === null) throw new Error('The server was started without a pipe for its stdout.')
    try {
      const line = await firstMatch(child, child.stdout, /^(\{"ready".*\})$/m, `Server ${index}`)
      if (!this.#ready) this.#ready = readySchema.parse(JSON.parse(line))
      instance.child = child
    } catch (error) {
      await stopProcess(child)
      if (tries === 1) throw error
      await this.start(index, more, tries - 1)
    }
  }

  #spawn(index: number, port: number, more: string[]): ChildProcess {
    return spawn(
      nodeBinary(),
      [
        path.join(root, 'server/server.ts'),
        ...this.#database,
        ...['--port', String(port), '--heartbeat-ms', String(heartbeatMs), '--log-level', 'warn'],
        ...more,
      ],
      {
        cwd: root,
        env: { ...process.env, ...this.#env },
        stdio: ['ignore', 'pipe', openSync(path.join(this.#options.logs, `server-${index}.log`), 'a')],
      },
    )
  }

  /** SIGKILL. */
  async kill(index: number): Promise<void> {
    const instance = this.#instances[index]
    const child = instance?.child
    if (!instance || !child) return
    instance.child = undefined
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /** The address of one that runs, in turns. */
  readonly next = (): string | undefined => {
    const running = this.#instances.filter(({ child }) => child)
    const chosen = running[this.#turn++ % Math.max(1, running.length)]
    return chosen && `http://127.0.0.1:${chosen.port}`
  }

  /** The token of a new desk, which pairs as any desk does. */
  async pair(name: string): Promise<string> {
    const { code } = pairingCodeSchema.parse(
      await this.#ask('POST', '/api/admin/pairing-codes', { role: 'desk' }),
    )
    return pairResponseSchema.parse(await this.#ask('POST', '/api/devices/pair', { code, name })).token
  }

  async expect(name: string, partySize: number): Promise<Reservation> {
    const { businessId } = this.#known
    const body = { businessId, customer: { name }, startsAt: new Date().toISOString(), partySize }
    return reservationSchema.parse(await this.#ask('POST', '/api/reservas', body))
  }

  /** What the guest's code says. */
  async ticket(id: string): Promise<string> {
    return (await (await this.#request('GET', `/api/reservas/${id}/qr.txt`)).text()).trim()
  }

  async list(date: string): Promise<Reservation[]> {
    const answer = await this.#ask('GET', `/api/reservas?businessId=${this.businessId}&date=${date}`)
    return listResponseSchema.parse(answer).reservas
  }

  /** The whole log. */
  async log(): Promise<DeskEvent[]> {
    const events: DeskEvent[] = []
    for (let since = 0; ;) {
      const where = `/api/reservas/changes?businessId=${this.businessId}&since=${since}`
      const page = changesResponseSchema.parse(await this.#ask('GET', where))
      if ('reset' in page) throw new Error('The log does not begin at its beginning.')
      events.push(...page.events)
      since = page.cursor
      if (!page.more) return events
    }
  }

  /** `--verify`: what differs from the log, one a line; nothing where all is well. */
  async verify(): Promise<string> {
    const child = spawn(nodeBinary(), [path.join(root, 'server/server.ts'), ...this.#database, '--verify'], {
      cwd: root,
      env: { ...process.env, ...this.#env },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
    await once(child, 'close')
    return child.exitCode === 0 ? '' : said.trim() || `--verify ended with ${child.exitCode ?? 'a signal'}`
  }

  /** Ends the servers; the database stays. */
  async stop(): Promise<void> {
    for (const instance of this.#instances) {
      if (instance.child) await stopProcess(instance.child)
      instance.child = undefined
    }
  }

  async close(): Promise<void> {
    await this.stop()
    await this.#postgres?.remove()
  }

  async #ask(method: string, where: string, body?: unknown): Promise<unknown> {
    return (await this.#request(method, where, body)).json()
  }

  async #request(method: string, where: string, body?: unknown): Promise<Response> {
    const server = this.next()
    if (server === undefined) throw new Error('no server runs')
    const response = await fetch(server + where, {
      method,
      headers: {
        authorization: `Bearer ${this.#known.tokens.manager}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${where}: ${response.status} ${await response.text()}`)
    return response
  }
}
