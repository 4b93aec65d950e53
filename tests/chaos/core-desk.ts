import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import { root } from '../../scripts/paths.ts'
import type { ChaosDesk, DeskPlace, Witness } from './desk.ts'
import { answers, replySchema, type Order } from './orders.ts'

/** A desk without windows: all of `main/` but Electron, in a process of its own. */
export class CoreDesk implements ChaosDesk {
  readonly name: string
  readonly #place: DeskPlace
  readonly #witness: Witness
  #child: ChildProcess | undefined
  #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  #lastId = 0

  constructor(name: string, place: DeskPlace, witness: Witness) {
    this.name = name
    this.#place = place
    this.#witness = witness
  }

  get isRunning(): boolean {
    return this.#child !== undefined
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  async start(): Promise<void> {
    const { server, token, folder, logFile } = this.#place
    const store = path.join(root, 'main/store/process.ts')
    const child = fork(path.join(import.meta.dirname, 'desk-process.ts'), [server, token, folder, store], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', openSync(logFile, 'a'), 'ipc'],
    })
    const ended = new Promise<never>((_, reject) => {
      child.once('exit', () => {
        if (this.#child === child) this.#child = undefined
        const error = new Error(`${this.name} has ended (see ${logFile})`)
        for (const { reject: refuse } of this.#waiting.values()) refuse(error)
        this.#waiting.clear()
        reject(error)
      })
    })
    const started = new Promise<void>((resolve) => {
      child.on('message', (message) => {
        const reply = replySchema.parse(message)
        if (reply.kind === 'started') resolve()
        else if (reply.kind === 'fresh') this.#witness.fresh(this.name)
        else if (reply.kind === 'conflict') this.#witness.conflict(this.name)
        else {
          this.#waiting.get(reply.id)?.resolve(reply.value)
          this.#waiting.delete(reply.id)
        }
      })
    })
    this.#child = child
    await Promise.race([started, ended])
    this.#witness.running(this.name)
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (!child) return
    this.#child = undefined
    this.#witness.gone(this.name)
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  async stop(): Promise<void> {
    if (!this.#child) return
    await this.#order({ do: 'stop' })
    await this.kill()
  }

  scan(input: Extract<Order, { do: 'scan' }>['input']) {
    return this.#ask(answers.scan, { do: 'scan', input })
  }

  undo(scanId: string) {
    return this.#ask(answers.undo, { do: 'undo', input: { scanId } })
  }

  create(input: Extract<Order, { do: 'create' }>['input']) {
    return this.#ask(answers.create, { do: 'create', input })
  }

  update(input: Extract<Order, { do: 'update' }>['input']) {
    return this.#ask(answers.update, { do: 'update', input })
  }

  state() {
    return this.#ask(answers.state, { do: 'state' })
  }

  memory() {
    return this.#ask(answers.memory, { do: 'memory' })
  }

  async wake(): Promise<void> {
    await this.#order({ do: 'wake' })
  }

  async retry(): Promise<void> {
    await this.#order({ do: 'retry' })
  }

  async setClock(offsetMs: number): Promise<void> {
    await this.#order({ do: 'clock', offsetMs })
  }

  async #ask<T>(schema: z.ZodType<T>, order: Order): Promise<T> {
    return schema.parse(await this.#order(order))
  }

  #order(order: Order): Promise<unknown> {
    const child = this.#child
    if (!child?.connected) return Promise.reject(new Error(`${this.name} does not run`))
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      child.send({ id, order }, (error) => {
        if (!error) return
        this.#waiting.delete(id)
        reject(error)
      })
    })
  }
}
