import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseOf, editFields, editOnTop, fieldOf, mergeEdit } from './merge.ts'
import { applyChanges, reservationChangesSchema } from './reservation.ts'
import type { Reservation, ReservationChanges } from './reservation.ts'

const row: Reservation = {
  id: '01980000-0000-7000-8000-000000000001',
  businessId: 1,
  code: 'ACDEFG',
  ticketId: '0'.repeat(24),
  customer: { name: 'Juan Pérez', phone: '600111222' },
  startsAt: '2026-11-24T20:00:00.000Z',
  partySize: 4,
  arrivedCount: 0,
  scanCount: 0,
  status: 'confirmed',
  tags: ['vip'],
  version: 3,
  createdAt: '2026-11-20T19:00:00.000Z',
  updatedAt: '2026-11-20T19:00:00.000Z',
}
const merged = (mine: ReservationChanges, theirs: ReservationChanges) => {
  const current = applyChanges(row, theirs)
  const merge = mergeEdit(baseOf(row, mine), mine, current)
  return { ...merge, row: merge.changes ? applyChanges(current, merge.changes) : current }
}

describe('two hosts who change one reservation', () => {
  it('both keep what they changed, within the customer too', () => {
    const { row: both, conflicts } = merged(
      { customer: { ...row.customer, phone: '699999999' }, table: '7' },
      { customer: { ...row.customer, name: 'Juana Pérez' }, notes: 'Terraza' },
    )
    expect(conflicts).toEqual([])
    expect(both).toMatchObject({
      customer: { name: 'Juana Pérez', phone: '699999999' },
      table: '7',
      notes: 'Terraza',
    })
  })

  it('a field that both changed to different values is asked about, and stays theirs until then', () => {
    const { row: both, conflicts } = merged({ table: '7', notes: 'Cuna' }, { table: '9' })
    expect(conflicts).toEqual([{ field: 'table', base: null, theirs: '9', mine: '7' }])
    expect(both).toMatchObject({ table: '9', notes: 'Cuna' })
  })

  it('nothing is asked where both say the same, and nothing is sent', () => {
    const mine = { startsAt: '2026-11-24T21:00:00.000Z' }
    expect(merged(mine, { startsAt: '2026-11-24T22:00:00+01:00' })).toMatchObject({
      changes: null,
      conflicts: [],
    })
  })

  it('an allergy and a birthday that were noted at two desks are both there', () => {
    const mine = { tags: ['vip', 'allergy:nueces'] }
    expect(merged(mine, { tags: ['cumpleaños'] }).row.tags).toEqual(['cumpleaños', 'allergy:nueces'])
  })

  it('the host who waits sees their own word', () => {
    const mine: ReservationChanges = { table: '7', customer: { ...row.customer, phone: '699999999' } }
    const current = applyChanges(row, { table: '9', customer: { ...row.customer, name: 'Juana' } })
    expect(editOnTop(baseOf(row, mine), mine, current)).toEqual({
      table: '7',
      customer: { name: 'Juana', phone: '699999999' },
    })
  })
})

const words = fc.constantFrom('a', 'b', 'c')
const changes = fc
  .record(
    {
      customer: fc.record({ name: words, phone: words }, { requiredKeys: ['name'] }),
      startsAt: fc.constantFrom('2026-11-24T20:00:00.000Z', '2026-11-24T21:00:00.000Z'),
      partySize: fc.integer({ min: 1, max: 3 }),
      status: fc.constantFrom('confirmed' as const, 'arrived' as const, 'seated' as const),
      table: fc.option(words),
      notes: fc.option(words),
    },
    { requiredKeys: [] },
  )
  .filter((made) => reservationChangesSchema.safeParse(made).success)

describe('whatever two hosts change', () => {
  it('no field is lost that only one of them changed, and none of both is overwritten in silence', () => {
    fc.assert(
      fc.property(changes, changes, changes, (start, mine, theirs) => {
        const base = applyChanges(row, start)
        const current = applyChanges(base, theirs)
        const wanted = applyChanges(base, mine)
        const { changes: done, conflicts } = mergeEdit(baseOf(base, mine), mine, current)
        const result = done ? applyChanges(current, done) : current
        for (const field of editFields) {
          const [was, my, their] = [base, wanted, current].map((each) => fieldOf(each, field))
          const conflict = conflicts.find((one) => one.field === field)
          const both = my !== was && their !== was && my !== their
          expect(conflict !== undefined).toBe(field !== 'tags' && both)
          if (both) expect(conflict).toMatchObject({ mine: my, theirs: their, base: was })
          if (field !== 'tags') expect(fieldOf(result, field)).toEqual(my !== was && !both ? my : their)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('no tag is lost that either added, and none comes back that either took away', () => {
    const names: string[] = ['a', 'b', 'c', 'd']
    const tags = fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 })
    fc.assert(
      fc.property(tags, tags, tags, (base, mine, theirs) => {
        const current = { ...row, tags: theirs }
        const { changes: done } = mergeEdit({ tags: base }, { tags: mine }, current)
        const result = done?.tags ?? theirs
        for (const tag of names) {
          const had = base.includes(tag)
          const changed = mine.includes(tag) !== had || theirs.includes(tag) !== had
          expect(result.includes(tag)).toBe(changed ? !had : had)
        }
      }),
    )
  })
})
