import { describe, expect, it } from 'vitest'
import { alertKinds, defaultAlerts } from '../../../contract/alerts.ts'
import { readSettings } from '../../../contract/ipc.ts'
import { defaultVenueSettings } from '../../../contract/settings.ts'
import { at, reservationOf, uuidOf } from '../../testing/records.ts'
import { comesIn, heard, later, minute, now, scanned, seen, thresholds, updated } from '../testing/samples.ts'
import { thresholdsOf } from '../seen.ts'
import type { Seen } from '../seen.ts'
import { deskOffline } from './desk-offline.ts'
import { full } from './full.ts'
import { largeParty } from './large-party.ts'
import { late } from './late.ts'
import { refusals, runsAfter } from './refusals.ts'
import { isOver, stateRules } from './rules.ts'
import { trouble } from './trouble.ts'
import { unsent } from './unsent.ts'
import { vip } from './vip.ts'

it('a threshold that is left empty is the venue’s; a number is this desk’s own, also from before it could be empty', () => {
  const venues = {
    lateMinutes: 11,
    largeParty: 12,
    fullPercent: 80,
    noShowMinutes: 20,
    refusedInARow: 7,
    deskOfflineMinutes: 13,
  }
  const venue = { ...defaultVenueSettings, capacity: 100, thresholds: venues }
  const its = { people: 12, lateMinutes: 11, percent: 80, inARow: 7, deskMinutes: 13 }
  expect(thresholdsOf(defaultAlerts, venue)).toMatchObject(its)
  const { alerts } = readSettings({
    alerts: { ...defaultAlerts, refusals: { on: true, inARow: 3 }, deskOffline: { on: true, minutes: 5 } },
  })
  expect(thresholdsOf(alerts, venue)).toMatchObject({ ...its, inARow: 3, deskMinutes: 5 })
})

describe('a VIP', () => {
  it('is told with the first who is scanned in, by which desk, to which table', () => {
    const applied = comesIn({ tags: ['Vip'], table: '12' })
    expect(vip(heard(applied))).toMatchObject({
      kind: 'vip',
      name: 'Juan Pérez',
      people: 1,
      deviceName: 'Puesto 2',
      table: '12',
      reservationId: uuidOf(1),
    })
  })

  it('is told also where a host says without a scan that they are here', () => {
    const before = reservationOf({ tags: ['vip'] })
    const event = updated({ ...before, status: 'seated' })
    expect(vip(heard({ event, before }))).toMatchObject({ people: before.partySize })
    expect(vip(heard({ event: updated({ ...before, notes: 'x' }), before }))).toBeUndefined()
  })

  it('is not told with the second of the party, when refused, when this desk did it, and of nobody else', () => {
    const inside = reservationOf({ tags: ['vip'], arrivedCount: 1, status: 'arrived' })
    expect(vip(heard({ event: scanned({ ...inside, arrivedCount: 2 }), before: inside }))).toBeUndefined()
    const refused = scanned(reservationOf({ tags: ['vip'] }), { outcome: 'wrong_day' })
    expect(vip(heard({ event: refused, before: undefined }))).toBeUndefined()
    expect(vip(heard(comesIn({ tags: ['vip'] }), { own: true }))).toBeUndefined()
    expect(vip(heard(comesIn({ tags: ['cumpleaños'] })))).toBeUndefined()
  })
})

it('a party is large from the threshold on', () => {
  expect(largeParty(heard(comesIn({ partySize: thresholds.people })))).toMatchObject({ partySize: 8 })
  expect(largeParty(heard(comesIn({ partySize: thresholds.people - 1 })))).toBeUndefined()
})

describe('refused scans', () => {
  const refused = (index: number, deviceId = 'd2') =>
    scanned(undefined, { outcome: index % 2 ? 'duplicate' : 'unknown', index, deviceId })

  it('are counted by desk, until one is admitted there', () => {
    let runs = runsAfter({}, refused(1))
    runs = runsAfter(runs, refused(2, 'd3'))
    runs = runsAfter(runs, refused(3))
    expect(runs).toEqual({ d2: { first: uuidOf(901), length: 2 }, d3: { first: uuidOf(902), length: 1 } })
    expect(runsAfter(runs, scanned(reservationOf({}), { index: 4 }))).toEqual({ d3: runs.d3 })
    expect(runsAfter(runs, updated(reservationOf({})))).toBe(runs)
  })

  it('are told at so many in a row, under one name however long the row gets', () => {
    const tell = (length: number) =>
      refusals(heard({ event: refused(9), before: undefined }, { run: { first: 'f', length } }))
    expect(tell(2)).toBeUndefined()
    expect(tell(3)).toMatchObject({ inARow: 3, deviceName: 'Puesto 2' })
    expect(tell(7)?.key).toBe(tell(3)?.key)
  })
})

describe('a party', () => {
  const at20 = reservationOf({ startsAt: later(-5) })

  it('is late so many minutes after its time, when nobody of it has come', () => {
    expect(late.find(seen({ rows: [at20] }))).toMatchObject([{ at, name: 'Juan Pérez', partySize: 4 }])
    expect(late.find(seen({ rows: [at20], now: now - 1 }))).toEqual([])
    const others = [
      reservationOf({ startsAt: later(-5), arrivedCount: 1, status: 'arrived' }),
      ...(['cancelled', 'no_show', 'waitlist', 'seated', 'completed'] as const).map((status) =>
        reservationOf({ startsAt: later(-50), status }),
      ),
    ]
    expect(late.find(seen({ rows: others }))).toEqual([])
  })

  it('is not called late by a desk that does not know what has happened since', () => {
    expect(late.find(seen({ rows: [at20], fresh: false }))).toEqual([])
  })

  it('can be late again when it was moved to another time', () => {
    const [first] = late.find(seen({ rows: [at20] }))
    const [second] = late.find(seen({ rows: [{ ...at20, startsAt: later(30) }], now: now + 40 * minute }))
    expect(second?.key).not.toBe(first?.key)
  })
})

describe('the venue', () => {
  const people = (count: number) => [
    reservationOf({ partySize: count, arrivedCount: count, status: 'seated' }),
    reservationOf({ index: 2, partySize: 50, arrivedCount: 50, status: 'completed' }),
    reservationOf({ index: 3, partySize: 50 }),
  ]

  it('is over capacity with one more than there may be, counting who is in now', () => {
    expect(full.find(seen({ rows: people(10) }))).toEqual([])
    expect(full.find(seen({ rows: people(11) }))).toMatchObject([{ inside: 11, capacity: 10, at }])
    const percent = { ...thresholds, percent: 80 }
    expect(full.find(seen({ rows: people(9), thresholds: percent }))).toHaveLength(1)
    expect(full.find(seen({ rows: people(11), fresh: false }))).toEqual([])
  })

  it('is over it again only after it was clearly below', () => {
    expect(isOver('full', seen({ rows: people(10) }))).toBe(false)
    expect(isOver('full', seen({ rows: people(9) }))).toBe(true)
    expect(isOver('full', seen({ rows: people(9), fresh: false }))).toBe(false)
  })

  it('that was over it before anything was heard was so before the start', () => {
    const [finding] = full.find(seen({ rows: people(11), lastEventAt: null }))
    expect(Date.parse(finding?.at ?? '')).toBe(0)
  })
})

it('a desk is missed after so many minutes, if it is still away when the server is asked then, and once until it is back', () => {
  const away = {
    deviceId: 'd2',
    name: 'Puesto 2',
    connected: false,
    missingSince: now,
    askedAt: now,
    setAside: 0,
  }
  const missed = (askedAt: number) =>
    deskOffline.find(seen({ desks: [{ ...away, askedAt }], now: now + 99 * minute }))
  expect(missed(now + 5 * minute - 1)).toEqual([])
  expect(missed(now + 5 * minute)).toMatchObject([{ deviceName: 'Puesto 2', since: at, at: later(5) }])
  expect(
    deskOffline.find(seen({ desks: [{ ...away, missingSince: null, askedAt: now + 99 * minute }] })),
  ).toEqual([])
  const key = missed(now + 5 * minute)[0]?.key ?? ''
  expect(isOver(key, seen({ desks: [away] }))).toBe(false)
  expect(isOver(key, seen({ desks: [{ ...away, connected: true, missingSince: null }] }))).toBe(true)
  expect(isOver(key, seen({ desks: [] })), 'nothing is known of it yet').toBe(false)
})

it('what could not be sent is told at once where it was refused, after a while where it waits', () => {
  const refused = [{ id: uuidOf(5), name: 'Ana', at }]
  expect(unsent.find(seen({ refused }))).toMatchObject([{ why: 'refused', name: 'Ana' }])
  const waiting = { count: 3, since: later(-5) }
  expect(unsent.find(seen({ waiting }))).toMatchObject([{ why: 'waiting', count: 3 }])
  expect(unsent.find(seen({ waiting, now: now - 1 }))).toEqual([])
  expect(isOver('unsent:waiting', seen({ waiting }))).toBe(false)
  expect(isOver('unsent:waiting', seen())).toBe(true)
  expect(isOver(`unsent:${uuidOf(5)}`, seen())).toBe(false)
})

it('what the server refused of another desk’s work is told once, until that desk has none', () => {
  const desk = { deviceId: 'd2', name: 'Puesto 2', connected: true, missingSince: null, askedAt: now }
  const [finding] = unsent.find(seen({ desks: [{ ...desk, setAside: 2 }] }))
  expect(finding).toMatchObject({ why: 'refused', count: 2, desk: { deviceName: 'Puesto 2' } })
  expect(isOver(finding?.key ?? '', seen({ desks: [{ ...desk, setAside: 1 }] }))).toBe(false)
  expect(isOver(finding?.key ?? '', seen({ desks: [{ ...desk, setAside: 0 }] }))).toBe(true)
})

describe('trouble', () => {
  const down = (more: Partial<Seen>) =>
    trouble.find(
      seen({
        connection: { state: 'offline', failures: 6, retryAt: null, cause: 'network' },
        downSince: now - 2 * minute,
        ...more,
      }),
    )

  it('is a server that has not answered for long; not one that polling reaches', () => {
    expect(down({})).toMatchObject([{ why: 'server', since: later(-2) }])
    expect(down({ downSince: now - 2 * minute + 1 })).toEqual([])
    expect(down({ connection: { state: 'polling', failures: 9, retryAt: null, cause: 'network' } })).toEqual(
      [],
    )
  })

  it('is a certificate that is not valid, at once', () => {
    const connection = { state: 'reconnecting', failures: 1, retryAt: null, cause: 'certificate' } as const
    expect(down({ connection, downSince: now })).toMatchObject([{ why: 'certificate' }])
  })

  it('is a server that knows this desk no more, at once; a desk that was never paired has none', () => {
    expect(down({ connection: { state: 'stopped', reason: 'unauthorized' }, downSince: now })).toMatchObject([
      { why: 'stopped' },
    ])
    expect(down({ connection: { state: 'stopped', reason: 'not_paired' }, downSince: now })).toEqual([])
  })

  it('is over when the server is heard again', () => {
    expect(isOver('trouble:server', seen())).toBe(true)
    expect(
      isOver(
        'trouble:server',
        seen({ connection: { state: 'reconnecting', failures: 0, retryAt: null, cause: 'starting' } }),
      ),
    ).toBe(false)
  })
})

it('every kind of alert has its rule', () => {
  const byEvent = ['vip', 'largeParty', 'refusals']
  expect([...byEvent, ...stateRules.map(({ kind }) => kind)].sort()).toEqual([...alertKinds].sort())
})
