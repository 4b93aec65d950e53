import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { firstMatch } from '../../../scripts/desk/first-match.ts'
import { stopProcess } from '../../../scripts/desk/stop-process.ts'
import { nodeBinary, root } from '../../../scripts/paths.ts'

const readySchema = z.object({
  ready: z.literal(true),
  url: z.url(),
  businessId: z.number(),
  tokens: z.object({
    desk: z.string(),
    desk2: z.string(),
    manager: z.string(),
    otherBusinessDesk: z.string(),
  }),
  pairingCode: z.string(),
})

export type Ready = z.infer<typeof readySchema>

interface ServerOptions {
  /** The database's folder: it is there again after a restart. */
  dataDir: string
  logFile: string
  heartbeatMs?: number
  /** The folder of the desk's releases. */
  updates?: string
  /** Another server's checkout than this one. */
  checkout?: string
}

/** A real server with demo data, in a process of its own. */
export class TestServer {
  readonly #options: ServerOptions
  #child: ChildProcess | undefined
  #ready: Ready | undefined

  constructor(options: ServerOptions) {
    this.#options = options
  }

  /** What it said when it was ready. Tokens and address stay the same through a restart. */
  get ready(): Ready {
    if (!this.#ready) throw new Error('The server was not started.')
    return this.#ready
  }

  /** Starts it, the second time on the port that it had before. */
  async start(): Promise<void> {
    const { dataDir, logFile, heartbeatMs, updates, checkout = root } = this.#options
    const port = this.#ready === undefined ? '0' : new URL(this.#ready.url).port
    const heartbeat = heartbeatMs === undefined ? [] : ['--heartbeat-ms', String(heartbeatMs)]
    const releases = updates === undefined ? [] : ['--updates', updates]
    const options = ['--demo', '--data', dataDir, '--port', port, ...heartbeat, ...releases]
    const child = spawn(nodeBinary(), [path.join(checkout, 'server/server.ts'), ...options], {
      cwd: checkout,
      stdio: ['ignore', 'pipe', openSync(logFile, 'a')],
    })
    this.#child = child
    if (child.stdout === null) throw new Error('The server was started without a pipe for its stdout.')
    const line = await firstMatch(child, child.stdout, /^(\{"ready".*\})$/m, `The server (${logFile})`)
    const ready = readySchema.parse(JSON.parse(line))
    this.#ready ??= ready
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child?.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  async stop(): Promise<void> {
    if (this.#child) await stopProcess(this.#child)
  }
}
