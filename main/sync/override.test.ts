import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../log.ts'
import { startProxy } from '../testing/proxy.ts'
import type { Proxy } from '../testing/proxy.ts'
import { createVault, sealedTexts } from '../store/vault.ts'
import { startDesk, storeKey, temporaryFolder } from '../testing/real-desk.ts'
import type { RealDesk } from '../testing/real-desk.ts'
import { startRealServer } from '../testing/real-server.ts'
import type { RealServer } from '../testing/real-server.ts'

// Processes are started and killed here: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

/** As the demo venue has it. */
const pin = '2580'
const wrongPin = '73915846'

let server: RealServer
let proxy: Proxy
let desk: RealDesk
let folder: ReturnType<typeof temporaryFolder>
let logged: string[]

beforeAll(async () => {
  server = await startRealServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  folder = temporaryFolder()
  logged = []
  proxy = await startProxy(server.url)
  const log = createLog((line) => logged.push(line), 'debug')
  desk = await startDesk({ server: proxy.url, token: server.tokens.desk, dataDir: folder.dir, log })
  await desk.reaches('live')
})
afterEach(async () => {
  await desk.core.stop()
  await proxy.stop()
  folder.remove()
})

/** A party of one that is in, and one more at the door. */
async function fullParty() {
  const party = await server.create({ partySize: 1, customer: { name: 'Bruno Completo' } })
  const ticket = await server.ticket(party.id)
  await desk.scan(ticket)
  const refused = await desk.scan(ticket, { again: true })
  expect(refused.outcome).toBe('duplicate')
  return { party, refused }
}

const vault = createVault(storeKey)

/** Everything that the desk has written, what is sealed opened, with what it said of itself. */
function traces(): string {
  const files = readdirSync(folder.dir, { recursive: true, withFileTypes: true })
  const written = files
    .filter((file) => file.isFile())
    .map((file) => readFileSync(path.join(file.parentPath, file.name), 'latin1'))
    .map((text) => text.replace(sealedTexts, (sealed) => vault.open(sealed) ?? sealed))
  return [...written, ...logged, JSON.stringify(desk.pushes)].join('\n')
}

describe('a manager’s PIN', () => {
  it('lets one more in, with the reason in the verdict, and is kept nowhere; the admission can be undone', async () => {
    const { party, refused } = await fullParty()
    const input = { scanId: refused.scanId, reason: 'viene su hija', people: 1 }
    const wrong = await desk.core.handlers.admitWithPin({ ...input, pin: wrongPin })
    expect(wrong).toEqual({ ok: false, problem: { code: 'wrong_pin', triesLeft: 4 } })
    expect((await server.get(party.id)).arrivedCount).toBe(1)

    const right = await desk.core.handlers.admitWithPin({ ...input, pin })
    expect(right).toMatchObject({
      ok: true,
      value: { outcome: 'admitted', overrideReason: 'viene su hija', reservation: { arrivedCount: 2 } },
    })
    expect(await server.get(party.id)).toMatchObject({ arrivedCount: 2 })
    const { scans, outbox } = await desk.state()
    expect(scans[0]).toMatchObject({ outcome: 'admitted', overrideReason: 'viene su hija' })
    expect(scans).toHaveLength(3)
    expect(outbox).toMatchObject({ waiting: 0, setAside: [] })

    // A PIN of four digits may stand in any file by chance; the long one was given to the same code.
    expect(traces()).not.toContain(wrongPin)
    expect(JSON.stringify(await desk.state())).not.toContain(`"${pin}"`)

    const undone = await desk.core.handlers.undoScan({ scanId: scans[0]?.scanId ?? '' })
    expect(undone).toMatchObject({ ok: true, value: { undone: true } })
    await desk.sent()
    expect(await server.get(party.id)).toMatchObject({ arrivedCount: 1 })
  })

  it('is asked of the server alone: without it there is none', async () => {
    const { party, refused } = await fullParty()
    proxy.down()
    await expect
      .poll(async () => (await desk.state()).freshness.connection.state, { timeout: 15_000 })
      .not.toBe('live')
    const input = { scanId: refused.scanId, pin, reason: 'viene su hija', people: 1 }
    expect(await desk.core.handlers.admitWithPin(input)).toEqual({
      ok: false,
      problem: { code: 'override_offline' },
    })
    expect((await desk.state()).outbox.waiting).toBe(0)
    expect((await server.get(party.id)).arrivedCount).toBe(1)
  })

  it('counts nobody twice when the answer is lost on its way', async () => {
    const { party, refused } = await fullParty()
    const input = { scanId: refused.scanId, pin, reason: 'viene su hija', people: 1 }
    const lost = proxy.loseAnswerTo(/^POST \/api\/reservas\/qr-scan$/)
    const first = desk.core.handlers.admitWithPin(input)
    await lost
    expect(await first).toMatchObject({ ok: false, problem: { code: 'network' } })
    expect((await server.get(party.id)).arrivedCount).toBe(2)
    await expect
      .poll(() => desk.core.handlers.admitWithPin(input), { timeout: 15_000 })
      .toMatchObject({ ok: true, value: { outcome: 'admitted' } })
    expect((await server.get(party.id)).arrivedCount).toBe(2)
  })

  it('is refused for a while after too many wrong ones, and says for how long', async () => {
    const { refused } = await fullParty()
    const input = { scanId: refused.scanId, pin: wrongPin, reason: 'prueba', people: 1 }
    const answers = []
    for (let attempt = 0; attempt < 6; attempt++) answers.push(await desk.core.handlers.admitWithPin(input))
    const problems = answers.map((answer) => (answer.ok ? undefined : answer.problem))
    // The first test of this server has used one up.
    expect(problems).toContainEqual({ code: 'wrong_pin', triesLeft: 0 })
    const last = problems.at(-1)
    expect(last?.code).toBe('rate_limited')
    expect(last?.seconds).toBeGreaterThan(0)
    expect(last?.seconds).toBeLessThanOrEqual(300)
  })
})
