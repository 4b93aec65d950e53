import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { protocolVersion } from '../../contract/events.ts'
import { startDesk, temporaryFolder } from '../../main/testing/real-desk.ts'
import { startRealServer, type RealServer } from '../../main/testing/real-server.ts'

// Processes are started here: a busy machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

let server: RealServer
beforeAll(async () => {
  server = await startRealServer()
})
afterAll(() => server.stop())

/** Says another version than the desk's own, until it is updated: there is only one version as yet. */
function speaking(version: number): { fetch: typeof fetch; update: () => void } {
  let said: number | undefined = version
  return {
    fetch: (input, init) => {
      const headers = new Headers(init?.headers)
      if (said !== undefined && headers.has('frontdesk-protocol'))
        headers.set('frontdesk-protocol', String(said))
      return fetch(input, { ...init, headers })
    },
    update: () => {
      said = undefined
    },
  }
}

it.each([
  ['desk_too_old', protocolVersion - 1],
  ['server_too_old', protocolVersion + 1],
])(
  '%s: the desk says so, works on by itself, and sends everything once both are of a version',
  async (cause, version) => {
    const { dir, remove } = temporaryFolder()
    const open = (more: { fetch?: typeof fetch } = {}) =>
      startDesk({ server: server.url, token: server.tokens.desk, dataDir: dir, ...more })
    const guest = await server.create({ partySize: 3 })
    const before = await open()
    await before.reaches('live')
    const code = await server.ticket(guest.id)
    await before.core.stop()

    const { fetch, update } = speaking(version)
    const desk = await open({ fetch })
    try {
      await expect
        .poll(async () => (await desk.state()).freshness.connection, { timeout: 60_000 })
        .toMatchObject({ failures: 1, cause })
      expect(await desk.scan(code)).toMatchObject({ outcome: 'admitted', provisional: true })
      expect((await desk.state()).outbox).toMatchObject({ waiting: 1, setAside: [] })
      expect(await server.get(guest.id)).toMatchObject({ arrivedCount: 0 })

      update()
      await desk.core.handlers.retryNow(undefined)
      await desk.reaches('live')
      await desk.sent()
      expect((await desk.state()).outbox).toMatchObject({ waiting: 0, setAside: [] })
      expect(await server.get(guest.id)).toMatchObject({ arrivedCount: 1, scanCount: 1 })
    } finally {
      await desk.core.stop()
      remove()
    }
  },
)
