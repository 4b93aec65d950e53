import { describe, expect, it } from 'vitest'
import type { ListResponse } from '../../contract/api.ts'
import type { DeskEvent } from '../../contract/events.ts'
import type { Reservation } from '../../contract/reservation.ts'
import { createApi } from '../http/api.ts'
import { GapError } from '../live/deps.ts'
import { manualTimers } from '../live/testing/manual-timers.ts'
import { memoryCache } from '../testing/memory-cache.ts'
import {
  at,
  businessId,
  identityRecord,
  reservationOf,
  scanEntryOf,
  updateEntryOf,
  uuidOf,
} from '../testing/records.ts'
import { createSink } from './apply.ts'

const row = reservationOf({ index: 1 })
const other = { kind: 'device', id: 'desk-2', name: 'Terraza' } as const
const line = (seq: number) => ({ seq, businessId, at, actor: other })
const changed = (seq: number, reservation: Reservation): DeskEvent => ({
  ...line(seq),
  type: 'reservation-updated',
  reservation,
})

/** A sink on a cache in memory; lists come from where the test says, the clock stands still. */
async function sinkOn(
  rows: Reservation[],
  list: (day: string) => Promise<ListResponse> = () => Promise.reject(new Error('not asked for')),
) {
  const { cache, told } = memoryCache({ identity: identityRecord, cursor: 10 }, rows)
  await cache.load()
  const timers = manualTimers(Date.parse(at))
  cache.model.turnTo(timers.now())
  let identitiesAsked = 0
  const api = {
    ...createApi({ server: 'http://127.0.0.1:1', token: 'x', fetch }),
    list: (_: number, day = '') => list(day),
    conflicts: () => Promise.resolve({ conflicts: [], cursor: 0 }),
    revokedTickets: () => Promise.resolve({ revoked: [], cursor: 0 }),
  }
  const sink = createSink({
    cache,
    api,
    timers,
    asking: new Set(),
    onSettingsChanged: () => (identitiesAsked += 1),
    onApplied: () => undefined,
  })
  return { sink, cache, model: cache.model, told, asked: () => identitiesAsked }
}

describe('events', () => {
  it('that were applied before are passed over, and a missing one is said', async () => {
    const { sink, model, told } = await sinkOn([row])
    await sink.apply([changed(9, { ...row, version: 5 }), changed(10, { ...row, version: 6 })])
    expect(told).toEqual([])
    await expect(sink.apply([changed(11, { ...row, version: 2 }), changed(13, row)])).rejects.toThrow(
      GapError,
    )
    expect(sink.cursor()).toBe(10)
    expect(model.rows.get(row.id)).toEqual(row)
    await sink.apply([changed(11, { ...row, version: 2, table: '4' })])
    expect(sink.cursor()).toBe(11)
    expect(model.rows.get(row.id)?.table).toBe('4')
  })

  it('do not undo what an answer has brought already', async () => {
    const newer = { ...row, version: 8, table: '9' }
    const { sink, model } = await sinkOn([newer])
    await sink.apply([changed(11, { ...row, version: 7, table: '3' })])
    expect(model.rows.get(row.id)).toEqual(newer)
  })

  it('are told as what they mean to the host', async () => {
    const { sink, told } = await sinkOn([row])
    const vip = reservationOf({ index: 2, tags: ['VIP'] })
    const scan = {
      scanId: uuidOf(500),
      reservationId: row.id,
      outcome: 'admitted' as const,
      people: 3,
      scannedAt: at,
      recordedAt: at,
      deviceId: other.id,
      deviceName: other.name,
    }
    const own = { kind: 'device', id: identityRecord.device.id, name: 'Entrada' } as const
    await sink.apply([
      { ...line(11), type: 'reservation-created', reservation: vip },
      { ...line(12), type: 'qr-scanned', reservation: { ...row, version: 2, arrivedCount: 3 }, scan },
      { ...line(13), type: 'qr-scanned', scan: { ...scan, scanId: uuidOf(501), outcome: 'unknown' } },
      {
        ...line(14),
        actor: own,
        type: 'reservation-updated',
        reservation: { ...row, version: 3, status: 'cancelled' },
      },
      { ...line(15), type: 'reservation-deleted', reservation: { ...vip, version: 2 } },
      {
        ...line(16),
        type: 'reservation-created',
        reservation: reservationOf({ index: 3, startsAt: '2027-01-01T20:00:00.000Z' }),
      },
    ])
    expect(told[0]?.activity).toMatchObject([
      { kind: 'created', vip: true, own: false, deviceName: 'Terraza' },
      { kind: 'scanned', people: 3, name: 'Juan Pérez', partySize: 4 },
      { kind: 'cancelled', own: true },
      { kind: 'deleted', vip: true },
    ])
  })

  it('of a settings change ask who the venue is now', async () => {
    const { sink, asked } = await sinkOn([])
    await sink.apply([{ ...line(11), type: 'settings-changed' }])
    expect(asked()).toBe(1)
  })

  it('confirm the scan that waits, in the same step', async () => {
    const { sink, model, cache, told } = await sinkOn([row])
    await cache.write(() => ({ change: { entries: [scanEntryOf(500)] }, result: undefined }))
    expect(model.view(row.id)).toMatchObject({ arrivedCount: 1, pending: true })
    const scan = {
      scanId: uuidOf(500),
      reservationId: row.id,
      outcome: 'admitted' as const,
      people: 1,
      scannedAt: at,
      recordedAt: at,
      deviceId: 'desk-1',
      deviceName: 'Entrada',
    }
    const reservation = { ...row, version: 2, arrivedCount: 1, scanCount: 1, status: 'arrived' as const }
    await sink.apply([{ ...line(11), type: 'qr-scanned', reservation, scan }])
    expect(model.view(row.id)).toEqual({ ...reservation, pending: false })
    expect(told.at(-1)?.change).toMatchObject({ cursor: 11, entriesDone: [uuidOf(500)], rows: [reservation] })
  })
})

describe('a snapshot', () => {
  const lists = (today: Reservation[], cursor: number) => (day: string) =>
    Promise.resolve({ reservas: day === '2026-11-24' ? today : [], cursor })

  it('takes the place of everything, also where the server went back', async () => {
    const { sink, model } = await sinkOn(
      [{ ...row, version: 9 }, reservationOf({ index: 2 })],
      lists([row], 4),
    )
    await sink.snapshot()
    expect([...model.rows.values()]).toEqual([row])
    expect(sink.cursor()).toBe(4)
  })

  it('keeps what came while it was on its way', async () => {
    const late = { ...row, version: 3, table: 'late' }
    let arrive: () => Promise<void> = () => Promise.reject(new Error('not asked for'))
    const desk = await sinkOn([row, reservationOf({ index: 2 })], async (day) => {
      if (day === '2026-11-24') await arrive()
      return {
        reservas: day === '2026-11-24' ? [{ ...row, version: 2 }, reservationOf({ index: 2 })] : [],
        cursor: 11,
      }
    })
    arrive = () =>
      desk.sink.apply([
        changed(11, { ...row, version: 2 }),
        changed(12, late),
        { ...line(13), type: 'reservation-deleted', reservation: reservationOf({ index: 2, version: 2 }) },
      ])
    await desk.sink.snapshot()
    expect([...desk.model.rows.values()]).toEqual([late])
    expect(desk.sink.cursor()).toBe(13)
  })
})

describe('another identity', () => {
  it('of the same venue keeps the cache', async () => {
    const { sink, model } = await sinkOn([row])
    await sink.identify({ ...identityRecord, device: { ...identityRecord.device, name: 'Puerta' } })
    expect(model.rows.size).toBe(1)
    expect(model.identity?.device.name).toBe('Puerta')
  })

  it('of another venue forgets it, and tells the host what was never sent', async () => {
    const { sink, model, cache } = await sinkOn([row])
    const edit = updateEntryOf(7, { changes: { table: '1' }, base: { version: 1, values: { table: null } } })
    await cache.write(() => ({ change: { entries: [edit] }, result: undefined }))
    await sink.identify({ ...identityRecord, business: { ...identityRecord.business, id: 2 } })
    expect(model.rows.size).toBe(0)
    expect(sink.cursor()).toBeNull()
    expect([...model.entries.values()]).toMatchObject([{ setAside: 'wrong_business' }])
  })
})
