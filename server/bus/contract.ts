import pino from 'pino'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { until } from '../testing/until.ts'
import type { Bus, Sleeper } from './bus.ts'

export interface BusServer {
  open(sleeper: Sleeper): Bus
  down(): Promise<void>
  up(): Promise<void>
  remove(): Promise<void>
}

/** What a bus must do, whichever it is. */
export function describeBus(start: () => Promise<BusServer>): void {
  vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })
  let server: BusServer
  const open: Bus[] = []
  beforeAll(async () => (server = await start()))
  afterEach(async () => {
    for (const bus of open.splice(0)) await bus.close()
  })
  afterAll(() => server.remove())

  function instance() {
    const heard = new Map<number, number>()
    let missed = 0
    const bus = server.open({
      heard: (businessId, seq) => heard.set(businessId, Math.max(seq, heard.get(businessId) ?? 0)),
      mayHaveMissed: () => (missed += 1),
      logger: pino({ level: 'silent' }),
    })
    open.push(bus)
    return { bus, heard, missed: () => missed }
  }

  it('wakes the others up, with the last number of each business', async () => {
    const [a, b] = [instance(), instance()]
    await until(() => a.bus.isUp() && b.bus.isUp() && b.missed() > 0)
    for (let seq = 1; seq <= 500; seq++) for (const id of [1, 2, 3]) a.bus.wake(id, seq)
    await until(() => [1, 2, 3].every((id) => b.heard.get(id) === 500))
    expect([...b.heard.keys()].sort()).toEqual([1, 2, 3])
  })

  it('says when it is away, comes back by itself, and says that something may have been missed', async () => {
    const [a, b] = [instance(), instance()]
    await until(() => a.bus.isUp() && b.bus.isUp() && b.missed() > 0)
    await server.down()
    await until(() => !a.bus.isUp() && !b.bus.isUp())
    const before = b.missed()
    a.bus.wake(1, 1)
    await server.up()
    await until(() => a.bus.isUp() && b.bus.isUp() && b.missed() > before)
    a.bus.wake(7, 9)
    await until(() => b.heard.get(7) === 9)
  })
}
