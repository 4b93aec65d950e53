import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultVenueSettings } from '../../contract/settings.ts'
import type { UpdateState } from '../../contract/shell.ts'
import { manualTimers } from '../live/testing/manual-timers.ts'
import type { ManualTimers } from '../live/testing/manual-timers.ts'
import type { Moment } from '../moment.ts'
import { Refused } from '../sync/refused.ts'
import { quiet } from '../testing/real-desk.ts'
import { canReplaceItself, createUpdates, UpdateTrouble } from './updates.ts'
import type { Updater, Updates } from './updates.ts'

const minute = 60_000
const hour = 60 * minute
/** A Friday, 13:00 at the venue: it opens at 20:00 and closes at 01:00. */
const noon = Date.parse('2026-11-27T12:00:00Z')
const evenings = [{ from: '20:00', to: '01:00' }]
const hours = {
  ...defaultVenueSettings.hours,
  thursday: evenings,
  friday: evenings,
  saturday: evenings,
}

let timers: ManualTimers
let around: Omit<Moment, 'now'>
/** A version, or what else the server says. */
let offered: string | Error
let tried: string | null
let told: UpdateState[]
let updates: Updates
const quit = vi.fn<() => void>()
const install = vi.fn<Updater['install']>()
const fetch = vi.fn<Updater['fetch']>()

/** What was begun has come to its end. */
const settled = () => vi.advanceTimersByTimeAsync(0)
const passes = async (ms: number): Promise<void> => {
  timers.advance(ms)
  await settled()
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  timers = manualTimers(noon)
  around = {
    access: { server: 'https://desk.example', token: 'secret' },
    venue: { timeZone: 'Europe/Madrid', dayStartsAt: 5 },
    hours,
    lastScanAt: null,
  }
  offered = 'newest'
  tried = null
  told = []
  fetch.mockImplementation(async (_access, { found, progress }) => {
    await Promise.resolve()
    if (offered instanceof Error) throw offered
    if (offered === 'newest' || offered === 'not_offered') return offered
    found(offered)
    progress(41.6)
    return { version: offered }
  })
  updates = begin()
  return () => vi.useRealTimers()
})

function begin(quitsItself = false): Updates {
  return createUpdates({
    openUpdater: () => Promise.resolve({ quitsItself, fetch, install }),
    moment: () => ({ ...around, now: timers.now() }),
    timers,
    tried: {
      read: () => Promise.resolve(tried),
      write: (version) => {
        tried = version
        return Promise.resolve()
      },
    },
    tell: (state) => told.push(state),
    quit,
    log: quiet,
  })
}

describe('a desk looks for an update', () => {
  it('once it has its window and its server answers, then every six hours, and says so', async () => {
    around.access = null
    await passes(minute)
    updates.start()
    await passes(10 * minute)
    expect(fetch).not.toHaveBeenCalled()
    around.access = { server: 'https://desk.example', token: 'secret' }
    updates.consider()
    await settled()
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(fetch.mock.calls[0]?.[0]).toEqual({ server: 'https://desk.example', token: 'secret' })
    expect(updates.state()).toEqual({
      state: 'newest',
      offered: true,
      checkedAt: new Date(timers.now()).toISOString(),
    })
    await passes(6 * hour - minute)
    expect(fetch).toHaveBeenCalledTimes(1)
    await passes(minute)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('also when the host asks, who is told where the server does not answer', async () => {
    updates.start()
    await settled()
    updates.lookNow()
    await settled()
    expect(fetch).toHaveBeenCalledTimes(2)
    around.access = null
    updates.lookNow()
    expect(updates.state()).toMatchObject({ state: 'failed', why: 'network' })
  })

  it('never where it cannot replace itself', async () => {
    const bare = createUpdates({
      moment: () => ({ ...around, now: timers.now() }),
      timers,
      tried: { read: () => Promise.resolve(null), write: () => Promise.resolve() },
      tell: (state) => told.push(state),
      quit,
      log: quiet,
    })
    bare.start()
    bare.lookNow()
    await passes(24 * hour)
    expect([bare.state(), told, timers.pending()]).toEqual([{ state: 'off' }, [], 0])
  })

  it('and says what is wrong with a release, tries again after an hour, and installs nothing', async () => {
    offered = new UpdateTrouble('damaged', new Error('sha512'))
    updates.start()
    await settled()
    expect(updates.state()).toEqual({
      state: 'failed',
      why: 'damaged',
      retryAt: new Date(noon + hour).toISOString(),
    })
    await updates.ending()
    expect(quit).not.toHaveBeenCalled()
    expect(install).not.toHaveBeenCalled()
    offered = 'not_offered'
    await passes(hour)
    expect(updates.state()).toMatchObject({ state: 'newest', offered: false })
  })
})

describe('what was downloaded', () => {
  beforeEach(() => {
    offered = '2.0.0'
  })

  it('is told as it comes, and installed at once where the venue is closed', async () => {
    updates.start()
    await settled()
    expect(told).toContainEqual({ state: 'downloading', version: '2.0.0', percent: 42 })
    expect(quit).toHaveBeenCalledTimes(1)
    expect(install).not.toHaveBeenCalled()
    await updates.ending()
    expect(install.mock.calls).toEqual([[{ restart: true }]])
  })

  it('waits for the end of the venue’s hours, and a host who presses the button is told why', async () => {
    await passes(8 * hour)
    updates.start()
    await settled()
    expect(updates.state()).toEqual({
      state: 'ready',
      version: '2.0.0',
      hold: 'open',
      installAt: '2026-11-28T00:00:00.000Z',
      tried: false,
    })
    await expect(updates.installNow()).rejects.toThrow(new Refused('update_open'))
    await updates.ending()
    expect(install).not.toHaveBeenCalled()
    await passes(4 * hour - minute)
    expect(quit).not.toHaveBeenCalled()
    await passes(minute)
    expect(quit).toHaveBeenCalledTimes(1)
  })

  it('is installed the moment that a manager has shortened the hours', async () => {
    await passes(8 * hour)
    updates.start()
    await settled()
    around.hours = { ...hours, friday: [] }
    updates.consider()
    await settled()
    expect(quit).toHaveBeenCalledTimes(1)
  })

  it('waits five minutes after a scan', async () => {
    around.lastScanAt = noon
    updates.start()
    await settled()
    expect(updates.state()).toMatchObject({
      hold: 'scan',
      installAt: new Date(noon + 5 * minute).toISOString(),
    })
    await expect(updates.installNow()).rejects.toThrow(new Refused('update_scan'))
    await passes(4 * minute)
    expect(quit).not.toHaveBeenCalled()
    await passes(minute)
    expect(quit).toHaveBeenCalledTimes(1)
  })

  it('waits while something is open on the screen, but not for the host’s own word', async () => {
    updates.screenBusy(true)
    updates.start()
    await passes(hour)
    expect(updates.state()).toMatchObject({ hold: 'busy', installAt: null })
    expect(quit).not.toHaveBeenCalled()
    await updates.installNow()
    expect(quit).toHaveBeenCalledTimes(1)
  })

  it('is installed as the host ends the desk outside the hours, and the desk stays ended', async () => {
    updates.screenBusy(true)
    updates.start()
    await settled()
    await updates.ending()
    expect(install.mock.calls).toEqual([[{ restart: false }]])
  })

  it('is not tried again by itself where the app was the same afterwards', async () => {
    tried = '2.0.0'
    updates.start()
    await passes(24 * hour)
    await updates.ending()
    expect(quit).not.toHaveBeenCalled()
    expect(install).not.toHaveBeenCalled()
    expect(updates.state()).toMatchObject({ state: 'ready', tried: true, installAt: null })
    await updates.installNow()
    expect(quit).toHaveBeenCalledTimes(1)
  })

  it('stays ready when the server is away afterwards, and is dropped when the release is taken back', async () => {
    updates.screenBusy(true)
    updates.start()
    await settled()
    offered = new UpdateTrouble('network', new Error('away'))
    await passes(6 * hour)
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(updates.state()).toMatchObject({ state: 'ready', version: '2.0.0' })
    offered = 'newest'
    await passes(hour)
    expect(updates.state()).toMatchObject({ state: 'newest' })
    await expect(updates.installNow()).rejects.toThrow(new Refused('update_none'))
  })

  it('is installed by what ends the app itself, where the system wants it so', async () => {
    const mac = begin(true)
    mac.start()
    await settled()
    expect(install.mock.calls).toEqual([[{ restart: true }]])
    expect(quit).not.toHaveBeenCalled()
    await mac.ending()
    expect(install).toHaveBeenCalledTimes(1)
  })
})

it('an app replaces itself that was packaged, on Linux as an AppImage only', () => {
  const elsewhere = process.platform !== 'linux'
  expect(canReplaceItself(false, { APPIMAGE: '/x' })).toBe(false)
  expect(canReplaceItself(true, {})).toBe(elsewhere)
  expect(canReplaceItself(true, { APPIMAGE: '/x' })).toBe(true)
})
