import { describe, expect, it } from 'vitest'
import { changeRows, rowsOf } from '../../store/rows.ts'
import { evening, reservation, uuidOf } from '../../testing/sample.ts'
import { createRowsSelector, listRows } from './list-rows.ts'
import { nowRow } from './now-row.ts'

const quarter = 15 * 60_000
const day = rowsOf([
  reservation(1, { partySize: 2 }),
  reservation(14, { partySize: 3, status: 'cancelled' }),
  reservation(15, { partySize: 5 }),
  reservation(16, { partySize: 7, status: 'waitlist' }),
])

const parties = ({ byId, order }: typeof day) => order.flatMap((id) => byId.get(id) ?? [])

describe('the lines of the list', () => {
  it('are headings of quarter hours with the parties that are counted on, and all cards', () => {
    expect(listRows(parties(day))).toEqual([
      { kind: 'heading', key: `quarter-${evening}`, quarter: evening, parties: 1, people: 2 },
      { kind: 'card', key: uuidOf(1), quarter: evening },
      { kind: 'card', key: uuidOf(14), quarter: evening },
      {
        kind: 'heading',
        key: `quarter-${evening + quarter}`,
        quarter: evening + quarter,
        parties: 1,
        people: 5,
      },
      { kind: 'card', key: uuidOf(15), quarter: evening + quarter },
      { kind: 'card', key: uuidOf(16), quarter: evening + quarter },
    ])
  })

  it('of a search are those that match, with their headings', () => {
    expect(listRows(parties(day).slice(2, 3)).map(({ key }) => key)).toEqual([
      `quarter-${evening + quarter}`,
      uuidOf(15),
    ])
  })

  it('begin now at the current quarter hour, else the next, else the last', () => {
    const rows = listRows(parties(day))
    expect(nowRow(rows, evening + quarter + 1)).toBe(3)
    expect(nowRow(rows, evening - 10 * quarter)).toBe(0)
    expect(nowRow(rows, evening + 10 * quarter)).toBe(3)
    expect(nowRow([], evening)).toBe(-1)
  })
})

describe('the selector', () => {
  it('answers with the same array when a guest comes in', () => {
    const select = createRowsSelector()
    const before = select(parties(day))
    const after = changeRows(day, [reservation(15, { partySize: 5, arrivedCount: 1, status: 'arrived' })], [])
    expect(select(parties(after))).toBe(before)
  })

  it('answers with another when a party grows, comes or is searched for', () => {
    const select = createRowsSelector()
    const before = select(parties(day))
    const grown = select(parties(changeRows(day, [reservation(15, { partySize: 6 })], [])))
    expect(grown).not.toBe(before)
    expect(select(parties(changeRows(day, [reservation(3)], [])))).toHaveLength(7)
    expect(select(parties(day).slice(1, 2))).toHaveLength(2)
  })
})
