import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Identity } from '../../contract/api.ts'
import { defaultVenueSettings } from '../../contract/settings.ts'
import { manualTimers } from '../live/testing/manual-timers.ts'
import { createServerClock } from '../server-clock.ts'
import { createStoreClient } from '../store/client.ts'
import type { StoreClient } from '../store/client.ts'
import { quiet, realStore, temporaryFolder, until } from '../testing/real-desk.ts'
import { identityRecord, reservationOf, scanEntryOf, uuidOf } from '../testing/records.ts'
import { createCache } from './cache.ts'
import { createGuestDays } from './guest-days.ts'
import { Model } from './model.ts'

vi.setConfig({ testTimeout: 30_000 })

const day = 86_400_000
const tonight = Date.parse('2026-11-24T20:00:00.000Z')
const venueOf = (guestDays: number | null): Identity => ({
  ...identityRecord,
  settings: { ...defaultVenueSettings, capacity: 120, guestDays },
})
/** Of tonight, of the day before, and of three days ago. */
const rows = [0, 1, 3].map((ago) =>
  reservationOf({
    index: ago,
    startsAt: new Date(tonight - ago * day).toISOString(),
    customer: { name: 'Juan', phone: `60011122${ago}` },
  }),
)

let folder: ReturnType<typeof temporaryFolder>
const stores: StoreClient[] = []
const stops: (() => void)[] = []
beforeEach(() => (folder = temporaryFolder()))
afterEach(async () => {
  for (const stop of stops.splice(0)) stop()
  for (const store of stores.splice(0)) await store.stop()
  folder.remove()
})

/** A desk's store in a real file, and its guests' days; clocks are the test's. `aheadMs`: of its own, and nobody knows. */
async function desk({ aheadMs = 0, knownMs = 0 } = {}) {
  const model = new Model()
  const timers = manualTimers(tonight + aheadMs)
  const store = createStoreClient({
    start: () => realStore([path.join(folder.dir, 'desk.sqlite')]),
    everything: () => model.everything(),
    onPutAside: () => undefined,
    log: quiet,
  })
  stores.push(store)
  const cache = createCache({
    client: store,
    model,
    onChange: (change) => {
      if (change.identity ?? change.entriesDone) guestDays.check()
    },
    onReload: () => undefined,
    onKept: () => undefined,
    log: quiet,
  })
  const clock = createServerClock(timers, () => guestDays.check())
  clock.begin(knownMs)
  const guestDays = createGuestDays({ cache, clock, timers, log: quiet })
  stops.push(() => guestDays.stop())
  await cache.load()
  const put = (change: Parameters<typeof model.apply>[0]) =>
    cache.write(() => ({ change, result: undefined }))
  const hear = () =>
    clock.listening(() => {
      const date = new Date(timers.now() - aheadMs).toUTCString()
      return Promise.resolve(new Response('', { headers: { date } }))
    })('http://desk.test')
  return { model, timers, clock, cache, guestDays, put, hear, store }
}
type Desk = Awaited<ReturnType<typeof desk>>

const idsOf = ({ model }: Desk): string[] => [...model.rows.keys()].sort()
const ids = (...agos: number[]): string[] => agos.map(uuidOf)
const onDisk = (text: string): boolean =>
  readdirSync(folder.dir).some((name) => readFileSync(path.join(folder.dir, name)).includes(text))
/** What was to be done has been: the store answers in order. */
const settled = async ({ cache, store }: Desk): Promise<void> => {
  await cache.settled()
  await store.guest({ id: uuidOf(0), clientKey: null })
  await cache.settled()
}

it('a live desk forgets what is over when the manager says for how long, down to the bytes, and what was put aside then', async () => {
  const it = await desk()
  const old = path.join(folder.dir, 'desk.sqlite.damaged-old')
  const young = path.join(folder.dir, 'desk.sqlite.damaged-young')
  for (const [file, ago] of [
    [old, 9],
    [young, 0],
  ] as const) {
    writeFileSync(file, 'aside')
    utimesSync(file, (tonight - ago * day) / 1000, (tonight - ago * day) / 1000)
  }
  await it.put({
    identity: venueOf(null),
    rows,
    cursor: 4,
    clients: rows.map(({ customer }) => ({ key: `tel:${customer.phone ?? ''}`, visits: 2, noShows: 0 })),
  })
  it.guestDays.begin()
  await it.hear()
  await settled(it)
  expect(idsOf(it)).toEqual(ids(0, 1, 3))
  expect(onDisk(uuidOf(3))).toBe(true)

  await it.put({ identity: venueOf(1) })
  await until(() => expect(idsOf(it)).toEqual(ids(0, 1)))
  expect(onDisk(uuidOf(3))).toBe(false)
  expect(onDisk(uuidOf(0))).toBe(true)
  expect(it.model.cursor).toBe(4)
  const known = async (ago: number) =>
    (await it.store.guest({ id: uuidOf(ago), clientKey: `tel:60011122${ago}` })).client
  expect([(await known(1))?.visits, await known(3)]).toEqual([2, null])
  expect(readdirSync(folder.dir).filter((name) => name.includes('.damaged-'))).toEqual([path.basename(young)])
})

it('forgets at the change of the venue’s day, and what was not sent only once it has been', async () => {
  const it = await desk()
  await it.put({
    identity: venueOf(1),
    rows,
    cursor: 4,
    entries: [scanEntryOf(70, { reservationId: uuidOf(1) })],
  })
  it.guestDays.begin()
  await it.hear()
  await until(() => expect(idsOf(it)).toEqual(ids(0, 1)))
  it.timers.advance(9 * 3_600_000)
  it.guestDays.check()
  await settled(it)
  // Its scan waits.
  expect(idsOf(it)).toEqual(ids(0, 1))
  await it.put({ entriesDone: [uuidOf(70)] })
  await until(() => expect(idsOf(it)).toEqual(ids(0)))
})

it('a desk that stays offline forgets by itself, after it has listened for a server', async () => {
  const first = await desk()
  await first.put({ identity: venueOf(1), rows, cursor: 4 })
  await first.store.stop()
  const it = await desk({ aheadMs: 2.5 * day })
  it.guestDays.begin()
  await settled(it)
  expect(idsOf(it)).toEqual(ids(0, 1, 3))
  it.timers.advance(10 * 60_000)
  await until(() => expect(idsOf(it)).toEqual([]))
  expect(onDisk(uuidOf(0))).toBe(false)
  // What a wrong clock may have taken comes back with the server.
  expect(it.model.cursor).toBeNull()
})

it.each([
  ['that the server has corrected since the start', 400, 0, true],
  ['by an offset that is known from before', 400, 400, false],
  ['the other way round', -400, 0, true],
])('a wrong clock takes nothing of tonight: %s', async (_, daysAhead, knownDays, isHeard) => {
  const it = await desk({ aheadMs: daysAhead * day, knownMs: knownDays * day })
  await it.put({ identity: venueOf(1), rows, cursor: 4 })
  it.guestDays.begin()
  if (isHeard) await it.hear()
  it.timers.advance(10 * 60_000)
  await until(() => expect(idsOf(it)).toEqual(ids(0, 1)))
  await settled(it)
  expect(idsOf(it)).toEqual(ids(0, 1))
})
