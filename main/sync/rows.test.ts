import { describe, expect, it } from 'vitest'
import { writeJson } from '../../contract/json.ts'
import { reservationOf, uuidOf } from '../testing/records.ts'
import { Rows } from './rows.ts'

const first = reservationOf({ index: 1, code: 'AAAAAA' })
const second = reservationOf({ index: 2, code: 'CCCCCC' })
const text = writeJson([first, second])

function begun(): Rows {
  const rows = new Rows()
  rows.put(reservationOf({ index: 9 }))
  rows.begin(text)
  return rows
}

describe('rows that come as text', () => {
  it('take the place of those before, and are found by whatever is asked first', () => {
    expect([...begun().keys()]).toEqual([uuidOf(1), uuidOf(2)])
    expect([...begun().values()]).toEqual([first, second])
    expect(begun().size).toBe(2)
    expect(begun().get(uuidOf(2))).toEqual(second)
    expect(begun().has(uuidOf(9))).toBe(false)
    expect(begun().idOfCode('CCCCCC')).toBe(uuidOf(2))
    expect(begun().idOfTicket(first.ticketId)).toBe(uuidOf(1))
    expect(begun().copy()).toEqual(
      new Map([
        [uuidOf(1), first],
        [uuidOf(2), second],
      ]),
    )
  })

  it('stay that text as long as they are only read', () => {
    const rows = begun()
    expect(rows.text).toBe(text)
    rows.get(uuidOf(1))
    rows.drop(uuidOf(9))
    expect(rows.text).toBe(text)
  })

  it('are another text once one is put, dropped, or all are', () => {
    const put = begun()
    put.put({ ...first, version: 2 })
    expect(put.text).toBeNull()
    expect([...put.values()]).toEqual([second, { ...first, version: 2 }])
    const dropped = begun()
    dropped.drop(uuidOf(1))
    expect(dropped.text).toBeNull()
    expect([...dropped.values()]).toEqual([second])
    const cleared = begun()
    cleared.clear()
    expect(cleared.text).toBeNull()
    expect(cleared.size).toBe(0)
  })
})

describe('a row', () => {
  it('that is replaced is found by its new ticket and code alone', () => {
    const rows = begun()
    const ticketId = 'f'.repeat(24)
    rows.put({ ...first, ticketId, code: 'FFFFFF' })
    expect(rows.idOfTicket(ticketId)).toBe(uuidOf(1))
    expect(rows.idOfTicket(first.ticketId)).toBeUndefined()
    expect(rows.idOfCode('FFFFFF')).toBe(uuidOf(1))
    expect(rows.idOfCode('AAAAAA')).toBeUndefined()
  })

  it('that is dropped leaves its code to another that has it by now', () => {
    const rows = begun()
    rows.put({ ...second, code: 'AAAAAA' })
    rows.drop(uuidOf(1))
    expect(rows.idOfCode('AAAAAA')).toBe(uuidOf(2))
  })

  it('that was copied stays in the copy as it was', () => {
    const rows = begun()
    const before = rows.copy()
    rows.put({ ...first, version: 2 })
    expect(before.get(uuidOf(1))).toEqual(first)
  })
})
