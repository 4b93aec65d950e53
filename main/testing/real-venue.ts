import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { startProxy } from './proxy.ts'
import type { Proxy } from './proxy.ts'
import { startDesk, temporaryFolder } from './real-desk.ts'
import type { RealDesk } from './real-desk.ts'
import { startRealServer } from './real-server.ts'
import type { RealServer } from './real-server.ts'

export interface RealVenue {
  server: RealServer
  /** The network between this test's desks and the server. */
  proxy: Proxy
  /** What this test's desk keeps is in here. */
  dir: string
  /** They are stopped after the test. */
  desks: RealDesk[]
  /** A desk by its token, in `dir`. */
  desk(): Promise<RealDesk>
  liveDesk(): Promise<RealDesk>
}

/** A server for the tests of a file, with a network and a folder for each. To be called once, before the tests. */
export function realVenue(): RealVenue {
  let server: RealServer
  let proxy: Proxy
  let folder: ReturnType<typeof temporaryFolder>
  const desks: RealDesk[] = []

  beforeAll(async () => {
    server = await startRealServer()
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    folder = temporaryFolder()
    proxy = await startProxy(server.url)
  })
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.core.stop()
    await proxy.stop()
    folder.remove()
  })

  async function desk(): Promise<RealDesk> {
    const started = await startDesk({ server: proxy.url, token: server.tokens.desk, dataDir: folder.dir })
    desks.push(started)
    return started
  }

  return {
    get server() {
      return server
    },
    get proxy() {
      return proxy
    },
    get dir() {
      return folder.dir
    },
    desks,
    desk,
    liveDesk: async () => {
      const started = await desk()
      await started.reaches('live')
      return started
    },
  }
}
