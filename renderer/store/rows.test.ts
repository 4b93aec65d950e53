import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reservation, uuidOf } from '../testing/sample.ts'
import { changeRows, rowsOf } from './rows.ts'

const step = fc.record({
  upserts: fc.array(fc.record({ id: fc.nat(30), minute: fc.nat(90) }), { maxLength: 100 }),
  removals: fc.array(fc.nat(30), { maxLength: 5 }),
})

it('rows that are changed step by step are those that are sorted anew', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      let rows = rowsOf([])
      for (const { upserts, removals } of steps) {
        const changed = upserts.map(({ id, minute }) => ({
          ...reservation(id),
          startsAt: reservation(minute).startsAt,
        }))
        rows = changeRows(rows, changed, removals.map(uuidOf))
      }
      expect(rows.order).toEqual(rowsOf([...rows.byId.values()]).order)
    }),
  )
})

it('keeps the order’s array while nobody moves', () => {
  const rows = rowsOf([reservation(1), reservation(2)])
  const after = changeRows(rows, [reservation(2, { arrivedCount: 1 })], [uuidOf(77)])
  expect(after.order).toBe(rows.order)
  expect(after.byId.get(uuidOf(2))?.arrivedCount).toBe(1)
  expect(after.byId.get(uuidOf(1))).toBe(rows.byId.get(uuidOf(1)))
})

it('puts who booked first before others of the same time', () => {
  const startsAt = reservation(0).startsAt
  const late = reservation(1, { startsAt, createdAt: '2026-11-22T10:00:00.000Z' })
  const early = reservation(2, { startsAt, createdAt: '2026-11-21T10:00:00.000Z' })
  expect(rowsOf([late, early]).order).toEqual([early.id, late.id])
})
