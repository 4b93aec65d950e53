import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeskEvent } from '../../../contract/events.ts'
import type { PastDay } from '../../../contract/ipc-manager.ts'
import { reservationSchema } from '../../../contract/reservation.ts'
import type { Reservation, ReservationStatus } from '../../../contract/reservation.ts'
import { evening, reservation, uuidOf } from '../../testing/sample.ts'
import { indexAt, rowsAt, timelineOf as timelineUntil } from './timeline.ts'

const minute = 60_000
const day: PastDay = {
  from: '2026-11-24T04:00:00.000Z',
  to: '2026-11-25T04:00:00.000Z',
  reservations: [plain(1), plain(2)],
  cursor: 40,
  complete: true,
}

/** Looked at when it is over. */
const timelineOf = (of: PastDay, events: readonly DeskEvent[]) => timelineUntil(of, events, Date.parse(of.to))

function plain(number: number, over: Partial<Reservation> = {}): Reservation {
  return reservationSchema.parse(reservation(number, over))
}

function event(
  index: number,
  type: 'reservation-created' | 'reservation-updated' | 'reservation-deleted',
  row: Reservation,
): DeskEvent {
  return {
    seq: 41 + index,
    businessId: 1,
    at: new Date(evening + index * minute).toISOString(),
    actor: { kind: 'device', id: 'd1', name: 'Puesto 1' },
    type,
    reservation: row,
  }
}

const names = (events: DeskEvent[], index: number) => {
  const { byId, order } = rowsAt(timelineOf(day, events), index, day)
  return order.map((id) => `${byId.get(id)?.customer.name} ${byId.get(id)?.status}`)
}

describe('a day is the list as it stood', () => {
  const events = [
    event(0, 'reservation-created', plain(3)),
    event(1, 'reservation-updated', plain(1, { status: 'arrived', arrivedCount: 4 })),
    event(2, 'reservation-updated', plain(2, { startsAt: '2026-11-27T20:00:00.000Z' })),
    event(3, 'reservation-deleted', plain(3)),
  ]

  it('before and after each moment', () => {
    expect(names(events, 0)).toEqual(['Guest 1 confirmed', 'Guest 2 confirmed'])
    expect(names(events, 1)).toEqual(['Guest 1 confirmed', 'Guest 2 confirmed', 'Guest 3 confirmed'])
    expect(names(events, 2)).toEqual(['Guest 1 arrived', 'Guest 2 confirmed', 'Guest 3 confirmed'])
    expect(names(events, 3)).toEqual(['Guest 1 arrived', 'Guest 3 confirmed'])
    expect(names(events, 4)).toEqual(['Guest 1 arrived'])
  })

  it('with the numbers of each moment', () => {
    const { counts } = timelineOf(day, events)
    expect(counts.map(({ expected, peopleIn }) => [expected, peopleIn])).toEqual([
      [8, 0],
      [12, 0],
      [12, 4],
      [8, 4],
      [4, 4],
    ])
  })

  it('without what happened to other days, and with what a moment changed', () => {
    const other = plain(9, { startsAt: '2026-11-28T20:00:00.000Z' })
    const { moments } = timelineOf(day, [event(0, 'reservation-created', other), ...events.slice(1, 2)])
    expect(moments).toHaveLength(1)
    expect(moments[0]?.before?.status).toBe('confirmed')
  })

  it('on a slider from the quarter hour before the first moment to the one after the last', () => {
    const { from, to } = timelineOf(day, events)
    expect(new Date(from).toISOString()).toBe('2026-11-24T19:30:00.000Z')
    expect(new Date(to).toISOString()).toBe('2026-11-24T19:45:00.000Z')
  })
})

describe('a day of which nothing is logged', () => {
  const minutes = ({ from, to }: { from: number; to: number }) => (to - from) / minute

  it('is its list, which stands still', () => {
    const timeline = timelineOf(day, [])
    expect(timeline).toMatchObject({ moments: [], from: Date.parse(day.from), to: Date.parse(day.to) })
    expect(timeline.counts).toMatchObject([{ expected: 8, arrived: 0 }])
    expect(rowsAt(timeline, indexAt(timeline, timeline.to), day).order).toEqual([uuidOf(1), uuidOf(2)])
  })

  it('is looked at until now where it goes on, and always for a while', () => {
    const until = (now: string) => minutes(timelineUntil(day, [], Date.parse(now)))
    expect(until('2026-11-24T09:50:00.000Z')).toBe(6 * 60)
    expect(until('2026-11-24T04:00:00.000Z')).toBe(15)
    expect(until('2026-11-24T03:59:59.000Z')).toBe(15)
    expect(until('2026-11-25T04:00:00.000Z')).toBe(24 * 60)
  })
})

it('the number of moments at a time counts those of that very instant', () => {
  const { moments } = timelineOf(day, [
    event(0, 'reservation-created', plain(3)),
    event(0, 'reservation-created', plain(4)),
    event(5, 'reservation-created', plain(5)),
  ])
  const at = (time: number) => indexAt({ moments }, time)
  expect([at(evening - 1), at(evening), at(evening + 4 * minute), at(evening + 5 * minute)]).toEqual([
    0, 2, 2, 3,
  ])
})

it('every moment of a long day is what applying it event by event gives', () => {
  const statuses: ReservationStatus[] = ['confirmed', 'arrived', 'seated', 'cancelled', 'waitlist']
  const step = fc.record({
    id: fc.integer({ min: 1, max: 12 }),
    kind: fc.constantFrom('reservation-updated' as const, 'reservation-deleted' as const),
    status: fc.constantFrom(...statuses),
    away: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 150, maxLength: 220 }), (steps) => {
      const list = new Map(day.reservations.map((row) => [row.id, row.status]))
      const events: DeskEvent[] = []
      const expected: [string, string][][] = [[...list].sort()]
      for (const [index, { id, kind, status, away }] of steps.entries()) {
        const row = plain(id, { status, ...(away && { startsAt: '2026-12-24T20:00:00.000Z' }) })
        events.push(event(index, kind, row))
        const isHere = !away && kind !== 'reservation-deleted'
        if (!isHere && away && !list.has(row.id)) continue
        if (isHere) list.set(row.id, row.status)
        else list.delete(uuidOf(id))
        expected.push([...list].sort())
      }
      const timeline = timelineOf(day, events)
      expect(timeline.moments).toHaveLength(expected.length - 1)
      for (const index of [0, 1, 63, 64, 65, 128, expected.length - 1]) {
        if (index >= expected.length) continue
        const { byId } = rowsAt(timeline, index, day)
        expect([...byId.values()].map(({ id, status }) => [id, status]).sort()).toEqual(expected[index])
      }
    }),
    { numRuns: 30 },
  )
})

it('a look at any moment of five thousand applies fewer than sixty-four of them', () => {
  const guest = (number: number, status: ReservationStatus = 'confirmed') =>
    plain(number, { startsAt: new Date(evening).toISOString(), status })
  const events = Array.from({ length: 5_000 }, (_, index) =>
    event(index / 20, 'reservation-updated', guest(index % 800, index % 2 ? 'arrived' : 'seated')),
  )
  const timeline = timelineOf(
    { ...day, reservations: Array.from({ length: 800 }, (_, n) => guest(n)) },
    events,
  )
  let read = 0
  const moments = new Proxy(timeline.moments, {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) read++
      return Reflect.get(target, key, receiver) as unknown
    },
  })
  const counted = Array.from({ length: 101 }, (_, n) => {
    read = 0
    rowsAt({ ...timeline, moments }, n * 50, day)
    return read
  })
  expect(Math.max(...counted)).toBeLessThan(64)
  // Some looks are between two checkpoints: the moments there were read.
  expect(Math.max(...counted)).toBeGreaterThan(0)
})
