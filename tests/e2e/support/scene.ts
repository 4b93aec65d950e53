import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test as base } from 'playwright/test'
import { AlteringProxy } from './altering-proxy.ts'
import { TestApi } from './api.ts'
import { TestDesk, type DeskOptions } from './desk.ts'
import { TestProxy } from './proxy.ts'
import { TestServer } from './server.ts'

/** Everything that a test starts; what was started last is ended first. */
export class Scene {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'front-desk-e2e-'))
  readonly desks: TestDesk[] = []
  readonly #cleanUp: (() => Promise<void>)[] = []
  readonly #outputDir: string

  constructor(outputDir: string) {
    this.#outputDir = outputDir
    mkdirSync(outputDir, { recursive: true })
  }

  /** A server with demo data, and a client of it. */
  async server(
    options: { heartbeatMs?: number; updates?: string } = {},
  ): Promise<{ server: TestServer; api: TestApi }> {
    const logFile = path.join(this.#outputDir, 'server.log')
    const server = new TestServer({ dataDir: path.join(this.folder, 'server'), logFile, ...options })
    this.#cleanUp.push(() => server.stop())
    await server.start()
    return { server, api: new TestApi(server.ready) }
  }

  async proxy(target: string): Promise<TestProxy> {
    const proxy = new TestProxy(target)
    this.#cleanUp.push(() => proxy.stop())
    await proxy.start()
    return proxy
  }

  async alteringProxy(target: string): Promise<AlteringProxy> {
    const proxy = new AlteringProxy(target)
    this.#cleanUp.push(() => proxy.stop())
    await proxy.start()
    return proxy
  }

  /** A desk whose data lies in a folder of this name: started again by the same name, it is the same desk. */
  async desk(name: string, options: Omit<DeskOptions, 'userData'> = {}): Promise<TestDesk> {
    const desk = await TestDesk.launch({ ...options, userData: path.join(this.folder, name) })
    this.desks.push(desk)
    this.#cleanUp.push(() => desk.close())
    return desk
  }

  /** Has something undone at the end. */
  afterwards(undo: () => Promise<void>): void {
    this.#cleanUp.push(undo)
  }

  /** Keeps what the desks said and show, for whoever looks into a failure. */
  async keepEvidence(): Promise<void> {
    for (const [index, desk] of this.desks.entries()) {
      writeFileSync(path.join(this.#outputDir, `desk-${index}.log`), desk.log.join(''))
      if (desk.page.isClosed()) continue
      await desk.page.screenshot({ path: path.join(this.#outputDir, `desk-${index}.png`), timeout: 5_000 })
    }
  }

  /** Undoes everything, also after something that cannot be undone: what is left running disturbs the next test. */
  async end(): Promise<void> {
    const failures: unknown[] = []
    for (const undo of this.#cleanUp.reverse()) {
      await undo().catch((error: unknown) => failures.push(error))
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
    if (failures.length > 0) throw new AggregateError(failures, 'The scene could not be taken down.')
  }
}

/** Playwright's `test` with a scene that is taken down at its end, however it ends. */
export const test = base.extend<{ scene: Scene }>({
  scene: async ({}, use, testInfo) => {
    const scene = new Scene(testInfo.outputDir)
    try {
      await use(scene)
      for (const desk of scene.desks) expect.soft(desk.refused).toEqual([])
      if (testInfo.status !== testInfo.expectedStatus) await scene.keepEvidence()
    } finally {
      await scene.end()
    }
  },
})
