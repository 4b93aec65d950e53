import { describe, expect, it } from 'vitest'
import {
  applyAdmission,
  applyChanges,
  applyUndo,
  arrivedAtStart,
  canTransition,
  newReservationSchema,
  reservationChangesSchema,
  reservationStatuses,
  transitions,
  type ReservationStatus,
} from './reservation.ts'
import { judgeScan } from './scan.ts'

describe('status changes', () => {
  it('lead to every status from some other, so that none is a dead name', () => {
    for (const to of reservationStatuses) {
      expect(reservationStatuses.some((from) => from !== to && canTransition(from, to))).toBe(true)
    }
  })

  it('let a host take back what was done by mistake', () => {
    for (const [from, to] of [
      ['cancelled', 'confirmed'],
      ['no_show', 'confirmed'],
      ['completed', 'seated'],
      ['seated', 'arrived'],
    ] as const) {
      expect(transitions[from]).toContain(to)
    }
  })

  it('do not finish a party that never came', () => {
    expect(canTransition('confirmed', 'completed')).toBe(false)
  })
})

describe('a scan', () => {
  const party = { status: 'confirmed', partySize: 3, arrivedCount: 0, scanCount: 0 } as const

  it('admits a party piece by piece, then says that it is complete', () => {
    expect(judgeScan(party, 2, false)).toBe('admitted')
    const two = applyAdmission(party, 2)
    expect(two).toMatchObject({ status: 'arrived', arrivedCount: 2, scanCount: 1 })
    expect(judgeScan(two, 2, false)).toBe('over_capacity')
    expect(judgeScan(two, 2, true)).toBe('admitted')
    expect(judgeScan(applyAdmission(two, 1), 1, false)).toBe('duplicate')
  })

  it('leaves a seated party seated, and taken back leaves it expected', () => {
    expect(applyAdmission({ ...party, status: 'seated' }, 1).status).toBe('seated')
    expect(applyUndo(applyAdmission(party, 2), 2)).toEqual(party)
  })

  it.each(['cancelled', 'no_show'] as const)(
    'of a %s reservation is refused, also with an override',
    (status) => {
      expect(judgeScan({ ...party, status }, 1, true)).toBe(status)
    },
  )
})

describe('input', () => {
  const valid = {
    businessId: 1,
    customer: { name: ' Juan ' },
    startsAt: '2026-11-24T20:30:00+01:00',
    partySize: 4,
  }

  it('is trimmed and normalised', () => {
    expect(newReservationSchema.parse(valid)).toMatchObject({
      customer: { name: 'Juan' },
      startsAt: '2026-11-24T19:30:00.000Z',
    })
  })

  it.each([
    [{ ...valid, partySize: 0 }],
    [{ ...valid, partySize: 1e9 }],
    [{ ...valid, startsAt: '2026-02-30T20:00:00Z' }],
    [{ ...valid, customer: { name: '  ' } }],
    [{ ...valid, customer: { name: 'a\u0000b' } }],
    [{ ...valid, custmer: {} }],
    [{ ...valid, status: 'completed' }],
    [null],
  ])('%j is refused', (input) => {
    expect(newReservationSchema.safeParse(input).success).toBe(false)
  })

  it('of no change at all is refused, and null clears', () => {
    expect(reservationChangesSchema.safeParse({}).success).toBe(false)
    const row = {
      customer: { name: 'A' },
      startsAt: valid.startsAt,
      partySize: 1,
      arrivedCount: 0,
      scanCount: 0,
      status: 'confirmed',
      tags: [],
      table: '7',
    } as const
    expect(applyChanges({ ...row, tags: [...row.tags] }, { table: null })).not.toHaveProperty('table')
  })
})

describe('a walk-in', () => {
  const walkIn = {
    customer: { name: 'A' },
    startsAt: '2026-11-24T19:30:00.000Z',
    partySize: 3,
    arrivedCount: arrivedAtStart('seated', 3),
    scanCount: 0,
    status: 'seated' as ReservationStatus,
    tags: [],
  }

  it('is in as a whole, also after its size was corrected', () => {
    expect(walkIn.arrivedCount).toBe(3)
    expect(applyChanges(walkIn, { partySize: 2 }).arrivedCount).toBe(2)
    expect(applyChanges(walkIn, { status: 'completed' }).arrivedCount).toBe(3)
  })

  it('is nobody in when the host takes it back', () => {
    const arrived = applyChanges(walkIn, { status: 'arrived' })
    expect(applyChanges(arrived, { status: 'confirmed' }).arrivedCount).toBe(0)
  })

  it('keeps the count of its scans once it has some', () => {
    const scanned = applyAdmission({ ...walkIn, arrivedCount: 1 }, 1)
    expect(applyChanges(scanned, { partySize: 9 }).arrivedCount).toBe(2)
  })
})

it('a quoted time is set, kept and cleared', () => {
  const quotedFor = '2026-11-24T20:00:00.000Z'
  const row = {
    customer: { name: 'A' },
    startsAt: quotedFor,
    partySize: 1,
    arrivedCount: 0,
    scanCount: 0,
    tags: [],
  }
  const waiting = applyChanges({ ...row, status: 'waitlist' }, { quotedFor })
  expect(applyChanges(waiting, { status: 'confirmed' })).toMatchObject({ quotedFor })
  expect(applyChanges(waiting, { quotedFor: null })).not.toHaveProperty('quotedFor')
})
