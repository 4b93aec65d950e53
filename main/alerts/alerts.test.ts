import { describe, expect, it, vi } from 'vitest'
import { defaultAlerts } from '../../contract/alerts.ts'
import type { Role } from '../../contract/api.ts'
import type { ConnectionState } from '../../contract/connection.ts'
import { defaultSettings } from '../../contract/ipc.ts'
import type { Settings } from '../../contract/ipc.ts'
import { manualTimers } from '../live/testing/manual-timers.ts'
import { memoryCache } from '../testing/memory-cache.ts'
import { quiet } from '../testing/real-desk.ts'
import { at, identityRecord, reservationOf } from '../testing/records.ts'
import type { Loaded } from '../store/protocol.ts'
import type { Reservation } from '../../contract/reservation.ts'
import { createAlerts } from './alerts.ts'
import type { Notice } from './alerts.ts'
import { latestLength, noMemory, toldLength } from './memory.ts'
import type { AlertMemory } from './memory.ts'
import type { Presence } from './seen.ts'
import { comesIn, later, minute, now, scanned } from './testing/samples.ts'

interface World {
  role?: Role
  settings?: Partial<Settings>
  memory?: AlertMemory
  rows?: Reservation[]
  firstRun?: boolean
  startAt?: number
}

/** A manager's desk whose clock the test moves, and what it tells, in short. */
async function watching(world: World = {}) {
  const timers = manualTimers(world.startAt ?? now)
  const loaded: Partial<Loaded> = {
    identity: { ...identityRecord, device: { ...identityRecord.device, role: world.role ?? 'manager' } },
    settings: { ...defaultSettings, ...world.settings },
    alerts: world.memory ?? null,
    freshAt: at,
  }
  const { cache } = memoryCache(loaded, world.rows)
  await cache.load()
  cache.model.turnTo(timers.now())
  let connection: ConnectionState = { state: 'live', since: at }
  let desks: Presence[] = []
  const told: string[] = []
  const alerts = createAlerts({
    cache,
    timers,
    freshness: () => ({ connection, freshAt: at }),
    isCaughtUp: () => connection.state === 'live',
    desks: () => desks,
    asking: new Set(),
    tell: (notice) => told.push(short(notice)),
    onLook: () => undefined,
    log: quiet,
  })
  alerts.begin(world.firstRun ?? false)
  /** Lets time pass, and what it brings be written and told. */
  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 1_000) {
      timers.advance(Math.min(1_000, left))
      await cache.settled()
    }
  }
  return {
    alerts,
    told,
    pass,
    cache,
    memory: () => cache.model.alerts,
    set: (changes: Partial<Settings>) =>
      cache.write(({ settings }) => ({
        change: { settings: { ...settings, ...changes } },
        result: undefined,
      })),
    connect: (state: ConnectionState) => (connection = state),
    see: (seen: Presence[]) => (desks = seen),
  }
}

function short(notice: Notice): string {
  if ('summary' in notice) return `${notice.summary.why} ${JSON.stringify(notice.summary.counts)}`
  return notice.findings.map(({ key }) => key.split(':')[0]).join('+')
}

const vip = (index: number, when = at) => comesIn({ index, tags: ['vip'] }, index, when)
const offline = { state: 'offline', failures: 6, retryAt: null, cause: 'network' } as const

describe('alerts, by a clock that the test moves,', () => {
  it('of one kind within a few seconds are told as one; others by themselves', async () => {
    const it = await watching()
    it.alerts.hear([vip(1), vip(2)])
    await it.pass(1_000)
    it.alerts.hear([vip(3), comesIn({ index: 4, partySize: 20 }, 4)])
    await it.pass(5_000)
    expect(it.told).toEqual(['vip+vip+vip', 'largeParty'])
  })

  it('are told once, however often they are found, and again after a restart neither', async () => {
    const rows = [reservationOf({ startsAt: later(-4) })]
    const first = await watching({ rows })
    first.alerts.hear([vip(2)])
    await first.pass(2 * minute)
    expect(first.told).toEqual(['vip', 'late'])
    await first.pass(10 * minute)
    expect(first.told).toHaveLength(2)
    const again = await watching({ rows, memory: first.memory(), startAt: now + 12 * minute })
    again.alerts.hear([vip(2)])
    await again.pass(10 * minute)
    expect(again.told).toEqual([])
    expect(again.memory().unseen).toBe(2)
  })

  it('of more that lasts than is remembered of what is over come once all the same', async () => {
    const rows = Array.from({ length: toldLength + 500 }, (_, index) =>
      reservationOf({ index, startsAt: later(-4) }),
    )
    const it = await watching({ rows })
    await it.pass(2 * minute)
    expect(it.memory().unseen).toBe(rows.length)
    const before = it.memory()
    await it.pass(minute)
    expect(it.memory(), 'nothing is written').toBe(before)
    it.connect(offline)
    it.alerts.hear([vip(1)])
    await it.pass(10_000)
    it.connect({ state: 'live', since: at })
    await it.pass(10_000)
    expect(it.memory().unseen).toBe(rows.length + 1)
  })

  it('that last are news again once they were over', async () => {
    const it = await watching()
    for (const state of [offline, { state: 'live', since: at } as const, offline]) {
      it.connect(state)
      await it.pass(4 * minute)
    }
    expect(it.told).toEqual(['trouble', 'trouble'])
  })

  it('that last and were told are not told again by a restart in the middle', async () => {
    const first = await watching()
    first.connect(offline)
    await first.pass(4 * minute)
    const again = await watching({ memory: first.memory(), startAt: now + 5 * minute })
    again.connect({ ...offline, state: 'reconnecting' })
    await again.pass(20 * minute)
    expect([first.told, again.told]).toEqual([['trouble'], []])
  })

  it('that are turned off are not told', async () => {
    const it = await watching({ settings: { alerts: { ...defaultAlerts, vip: { on: false } } } })
    it.alerts.hear([vip(1)])
    await it.pass(5_000)
    expect(it.told).toEqual([])
  })

  it('of a desk that is missed come after its threshold; not before the server was asked again', async () => {
    const it = await watching()
    const away = { deviceId: 'd2', name: 'Puesto 2', connected: false, missingSince: now, setAside: 0 }
    it.see([{ ...away, askedAt: now + 4 * minute }])
    await it.pass(6 * minute)
    expect(it.told).toEqual([])
    it.see([{ ...away, askedAt: now + 6 * minute }])
    await it.pass(minute)
    expect(it.told).toEqual(['deskOffline'])
  })

  it('of refused scans count a row that began before a restart', async () => {
    const refused = (index: number) => ({
      event: scanned(undefined, { outcome: 'unknown', index }),
      before: undefined,
    })
    const first = await watching()
    first.alerts.hear([refused(1), refused(2)])
    await first.pass(5_000)
    const again = await watching({ memory: first.memory(), startAt: now })
    again.alerts.hear([refused(3), refused(4)])
    await again.pass(5_000)
    expect([first.told, again.told]).toEqual([[], ['refusals']])
  })

  it('are kept on the disk before they are told; where that fails they are not told', async () => {
    const it = await watching()
    const write = vi.spyOn(it.cache, 'write').mockRejectedValue(new Error('the disk is full'))
    it.alerts.hear([vip(1)])
    await it.pass(10_000)
    expect(it.told).toEqual([])
    write.mockRestore()
  })
})

describe('what happened while the desk was closed, by a clock that the test moves,', () => {
  const closedAt = later(-90)

  it('is summed up once all of it has come in, and never told one by one', async () => {
    const rows = [7, 8].map((index) => reservationOf({ index, startsAt: later(-30) }))
    const it = await watching({ rows })
    it.alerts.hear([vip(1, closedAt), vip(2, closedAt)])
    await it.pass(1_000)
    it.alerts.hear([vip(3, closedAt)])
    await it.pass(20_000)
    expect(it.told).toEqual(['missed {"vip":3,"late":2}'])
    await it.pass(5 * minute)
    expect(it.told).toHaveLength(1)
    expect(it.memory()).toMatchObject({ missed: {}, unseen: 5 })
  })

  it('is nothing to a desk that was never here, nor to the door', async () => {
    for (const world of [{ firstRun: true }, { role: 'desk' as const }]) {
      const it = await watching(world)
      it.alerts.hear([vip(1, closedAt)])
      await it.pass(20_000)
      it.alerts.hear([vip(2)])
      await it.pass(20_000)
      expect(it.told).toEqual(['vip'])
    }
  })

  it('is summed up also where the network was away for long while the desk was open', async () => {
    const it = await watching()
    await it.pass(10 * minute)
    it.alerts.hear([vip(1, later(3)), vip(2, later(9.5))])
    await it.pass(20_000)
    expect(it.told).toEqual(['vip', 'missed {"vip":1}'])
  })

  it('is part of what waits for the end of the quiet hours', async () => {
    const it = await watching({ settings: { mutedUntil: later(10) } })
    it.alerts.hear([vip(1, closedAt)])
    await it.pass(9 * minute)
    expect(it.told).toEqual([])
    await it.pass(2 * minute)
    expect(it.told).toEqual(['held {"vip":1}'])
  })
})

describe('quiet hours, by a clock that the test moves,', () => {
  // The venue's clock shows 20:00 in Madrid.
  it.each([
    [{ from: '19:00', to: '20:10' }, 11],
    [{ from: '19:59', to: '09:00' }, 13 * 60 + 1],
  ])('hold what happens, and sum it up at their end: %j', async (hours, minutes) => {
    const it = await watching({ settings: { quietHours: { on: true, ...hours } } })
    it.alerts.hear([vip(1), vip(2)])
    await it.pass((minutes - 2) * minute)
    expect(it.told).toEqual([])
    await it.pass(2 * minute)
    expect(it.told).toEqual(['held {"vip":2}'])
  })

  it('that were over before and begin later hold nothing', async () => {
    const it = await watching({ settings: { quietHours: { on: true, from: '20:05', to: '09:00' } } })
    it.alerts.hear([vip(1)])
    await it.pass(5_000)
    expect(it.told).toEqual(['vip'])
  })

  it('a restart in them loses nothing of what they hold', async () => {
    const settings = { mutedUntil: later(60) }
    const first = await watching({ settings })
    first.alerts.hear([vip(1)])
    await first.pass(10_000)
    const again = await watching({ settings, memory: first.memory(), startAt: now + 30 * minute })
    again.alerts.hear([vip(2, later(30))])
    await again.pass(10_000)
    expect(again.told).toEqual([])
    await again.set({ mutedUntil: null })
    await again.pass(10_000)
    expect(again.told).toEqual(['held {"vip":2}'])
  })
})

it('what is remembered is bounded; looked at, nothing is unseen (with a clock that the test moves)', async () => {
  const it = await watching({
    memory: { ...noMemory, told: Array.from({ length: toldLength }, (_, index) => `late:${index}`) },
  })
  it.alerts.hear(Array.from({ length: latestLength + 5 }, (_, index) => vip(index + 1)))
  await it.pass(5_000)
  expect(it.memory().told).toHaveLength(toldLength)
  expect(it.memory().latest).toHaveLength(latestLength)
  expect(it.memory().unseen).toBe(latestLength + 5)
  await it.alerts.seen()
  expect(it.memory().unseen).toBe(0)
})
