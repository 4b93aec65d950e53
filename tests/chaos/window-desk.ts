import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { commands, deskStateSchema, pushSchema } from '../../contract/ipc.ts'
import type { CommandOutput, DeskNewReservation, DeskState, ScanInput } from '../../contract/ipc.ts'
import type { ReservationChanges } from '../../contract/reservation.ts'
import { isShown, shownBounds } from '../../contract/shown-day.ts'
import { TestDesk } from '../e2e/support/desk.ts'
import type { ChaosDesk, DeskPlace, Witness } from './desk.ts'

const pushesSchema = z.array(pushSchema)

/** The real app with its window: what is asked goes through the page, as the host's clicks do. */
export class WindowDesk implements ChaosDesk {
  readonly name: string
  readonly #place: DeskPlace
  readonly #witness: Witness
  #app: TestDesk | undefined
  #freshAt: string | null = null

  constructor(name: string, place: DeskPlace, witness: Witness) {
    this.name = name
    this.#place = place
    this.#witness = witness
  }

  get isRunning(): boolean {
    return this.#app !== undefined
  }

  get pid(): number | undefined {
    return this.#app?.pid
  }

  async start(): Promise<void> {
    const { server, token, folder } = this.#place
    const app = await TestDesk.launch({ server, token, userData: folder })
    await app.page.exposeFunction('chaosHears', (text: string) => this.#hear(text))
    await app.page.evaluate('void window.desk.onPush((pushes) => window.chaosHears(pushes))')
    this.#app = app
    this.#witness.running(this.name)
  }

  async kill(): Promise<void> {
    const app = this.#app
    if (!app) return
    this.#app = undefined
    this.#witness.gone(this.name)
    await app.kill()
    this.#keepLog(app)
  }

  async stop(): Promise<void> {
    const app = this.#app
    if (!app) return
    this.#app = undefined
    await app.close()
    this.#keepLog(app)
  }

  async scan(input: ScanInput): Promise<CommandOutput<'scan'>> {
    return commands.scan.output.parse(await this.#ask('scan', input))
  }

  async undo(scanId: string): Promise<CommandOutput<'undoScan'>> {
    return commands.undoScan.output.parse(await this.#ask('undoScan', { scanId }))
  }

  async create(input: DeskNewReservation): Promise<CommandOutput<'createReservation'>> {
    return commands.createReservation.output.parse(await this.#ask('createReservation', input))
  }

  async update(input: {
    id: string
    changes: ReservationChanges
  }): Promise<CommandOutput<'updateReservation'>> {
    return commands.updateReservation.output.parse(await this.#ask('updateReservation', input))
  }

  async state(): Promise<DeskState> {
    // What is large goes to the window as one text.
    const state = deskStateSchema.parse(JSON.parse(z.string().parse(await this.#ask('getState'))))
    const bounds = shownBounds(state)
    // As the window does.
    const reservations = state.reservations.filter((row) => isShown(row, bounds))
    return { ...state, reservations }
  }

  /** The system tells a window nothing here. */
  wake(): Promise<void> {
    return this.retry()
  }

  async retry(): Promise<void> {
    await this.#ask('retryNow')
  }

  /** How many people are in by the card on the screen. */
  async shows(name: string, id: string): Promise<string | null> {
    const app = this.#running
    await app.search(name)
    return app.card(id).getAttribute('data-arrived', { timeout: 20_000 })
  }

  get #running(): TestDesk {
    if (!this.#app) throw new Error(`${this.name} does not run`)
    return this.#app
  }

  #ask(method: string, input?: unknown): Promise<unknown> {
    const argument = input === undefined ? '' : JSON.stringify(input)
    return this.#running.page.evaluate(`window.desk.${method}(${argument})`)
  }

  #hear(text: string): void {
    for (const push of pushesSchema.parse(JSON.parse(text))) {
      if (push.kind === 'freshness' && push.freshness.freshAt !== this.#freshAt) {
        this.#freshAt = push.freshness.freshAt
        this.#witness.fresh(this.name)
      }
      if (push.kind !== 'rows') continue
      for (const { kind, own } of push.activity)
        if (kind === 'conflict' && own) this.#witness.conflict(this.name)
    }
  }

  #keepLog(app: TestDesk): void {
    writeFileSync(this.#place.logFile, app.log.join(''), { flag: 'a' })
  }
}
