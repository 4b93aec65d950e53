import { execFile, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { _electron, expect, type ElectronApplication, type Locator, type Page } from 'playwright/test'
import { z } from 'zod'
import { root } from '../../../scripts/paths.ts'

const whereSchema = z.object({
  executablePath: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
})
export type DeskCommand = z.infer<typeof whereSchema>

let where: Promise<DeskCommand> | undefined

/** How the built desk is started, as the product itself says it. */
export function deskWhere(): Promise<DeskCommand> {
  where ??= promisify(execFile)('npm', ['run', '--silent', 'desk:where'], { cwd: root }).then(({ stdout }) =>
    whereSchema.parse(JSON.parse(stdout)),
  )
  return where
}

export interface DeskOptions {
  /** Without one it is the server that the desk was paired with. */
  server?: string
  token?: string
  userData: string
  args?: string[]
  /** Another desk than the one that was built here. */
  command?: DeskCommand
  /** Variables besides the product's own. */
  env?: Record<string, string>
}

/** One desk: its process, its window, and what a host sees in it. */
export class TestDesk {
  readonly app: ElectronApplication
  readonly page: Page
  /** Its own words, for a test that has failed. */
  readonly log: string[]
  /** What its page's Content-Security-Policy refused: there should be nothing. */
  readonly refused: string[] = []
  /** Playwright forgets it once it has ended. */
  readonly #process: ChildProcess

  private constructor(app: ElectronApplication, page: Page, log: string[]) {
    this.app = app
    this.#process = app.process()
    this.page = page
    this.log = log
  }

  static async launch(options: DeskOptions): Promise<TestDesk> {
    const { server, token, userData, args = [], env = {} } = options
    const command = options.command ?? (await deskWhere())
    const app = await _electron.launch({
      executablePath: command.executablePath,
      args: [
        ...command.args,
        ...(server === undefined ? [] : ['--server', server]),
        ...(token === undefined ? [] : ['--token', token]),
        ...['--user-data', userData, ...args],
      ],
      // Spanish, whatever the machine speaks.
      env: { ...command.env, LANGUAGE: 'es', ...env },
    })
    const log: string[] = []
    app.process().stderr?.on('data', (chunk: Buffer) => log.push(chunk.toString('utf8')))
    const page = await app.firstWindow()
    const desk = new TestDesk(app, page, log)
    page.on('console', (message) => {
      log.push(`[window ${message.type()}] ${message.text()}\n`)
      if (/Content.Security.Policy/i.test(message.text())) desk.refused.push(message.text())
    })
    page.on('pageerror', (error) => log.push(`[window error] ${error.stack ?? error.message}\n`))
    return desk
  }

  /** The same desk, seen through another of its windows. */
  through(page: Page): TestDesk {
    return new TestDesk(this.app, page, this.log)
  }

  /** The process id of main: key strokes are sent to its window, and it is what a crash ends. */
  get pid(): number {
    const { pid } = this.#process
    if (pid === undefined) throw new Error('The desk was not started.')
    return pid
  }

  /** With what main has ended; `null` while it runs, and where it was killed. */
  get exitCode(): number | null {
    return this.#process.exitCode
  }

  get badge(): Locator {
    return this.page.getByTestId('connection-badge')
  }

  get verdict(): Locator {
    return this.page.getByTestId('scan-result')
  }

  /** A reservation's card. The list shows what fits: search for the guest first. */
  card(id: string): Locator {
    return this.page.locator(`[data-testid="reservation-card"][data-reservation-id="${id}"]`)
  }

  /** Types a name into the search field, so that the guest's card is on the screen. */
  async search(text: string): Promise<void> {
    await this.page.getByTestId('search').fill(text)
  }

  async isLive(): Promise<void> {
    await expect(this.badge).toHaveAttribute('data-state', 'live', { timeout: 20_000 })
  }

  /** How many of this desk's doings the server has not confirmed. */
  async isWaitingFor(count: number): Promise<void> {
    await expect(this.page.getByTestId('outbox-count')).toHaveAttribute('data-count', String(count), {
      timeout: 20_000,
    })
  }

  /** As the button of the badge does: tests need not sit through the pauses between retries. */
  async retryNow(): Promise<void> {
    await this.page.evaluate('window.desk.retryNow()')
  }

  /** Ends main as a power cut would. */
  async kill(): Promise<void> {
    if (this.#hasEnded) return
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGKILL')
    await ended
  }

  async close(): Promise<void> {
    if (!this.#hasEnded) await this.app.close()
  }

  get #hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null
  }
}
