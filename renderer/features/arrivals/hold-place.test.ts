import { describe, expect, it } from 'vitest'
import { changeRows, rowsOf } from '../../store/rows.ts'
import { reservation, uuidOf } from '../../testing/sample.ts'
import { holdOrder, holdPlace } from './hold-place.ts'
import { listRows } from './list-rows.ts'

const day = rowsOf([1, 2, 15, 16].map((number) => reservation(number)))
const lined = ({ byId, order }: typeof day) => listRows(order.flatMap((id) => byId.get(id) ?? []))
const shown = lined(day)
const later = (number: number, by: number) =>
  reservation(number, { startsAt: reservation(number + by).startsAt })
/** The lines as `h` for a heading and the number of a card. */
const lines = (rows: ReturnType<typeof listRows>) =>
  rows.map(({ kind, key }) => (kind === 'heading' ? 'h' : String(Number(key.slice(-4))))).join(' ')
const held = (number: number, upserts: ReturnType<typeof reservation>[], removals: string[] = []) =>
  lines(holdPlace(shown, lined(changeRows(day, upserts, removals)), uuidOf(number)))

describe('the card under the pointer stays where it is', () => {
  it('when its own time changes', () => {
    expect(held(2, [later(2, 60)])).toBe('h 1 2 h 15 16')
    expect(held(15, [later(15, -14)])).toBe('h 1 2 h 15 16')
  })

  it('with its heading, when it was the last under it', () => {
    const one = rowsOf([reservation(1), reservation(15)])
    const moved = changeRows(one, [later(1, 60)], [])
    expect(lines(holdPlace(lined(one), lined(moved), uuidOf(1)))).toBe('h 1 h 15')
  })

  it('when it is not among those to show any more', () => {
    expect(held(16, [], [uuidOf(16)])).toBe('h 1 2 h 15 16')
  })

  it('while the others come, go and move', () => {
    expect(held(2, [reservation(3)], [uuidOf(1)])).toBe('h 2 3 h 15 16')
    expect(held(2, [later(1, 30)])).toBe('h 2 h 15 16 h 1')
  })

  it('and moves when the pointer has left it', () => {
    const next = lined(changeRows(day, [later(2, 60)], []))
    expect(holdPlace(shown, next, null)).toBe(next)
    expect(lines(next)).toBe('h 1 h 15 16 h 2')
  })
})

it('where it would not move anyway, the lines are those that there are', () => {
  const next = lined(changeRows(day, [reservation(40)], []))
  expect(holdPlace(shown, next, uuidOf(2))).toBe(next)
  expect(holdPlace(shown, next, uuidOf(99))).toBe(next)
})

it('in a list that is drawn whole nobody moves: who is gone stays, who comes is last', () => {
  expect(holdOrder(['a', 'b', 'c'], ['d', 'c', 'b'])).toEqual(['a', 'b', 'c', 'd'])
})
