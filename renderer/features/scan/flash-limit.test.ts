import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createFlashLimit } from './flash-limit.ts'

it('never shows more than three flashes in any second, however many are wanted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), (gaps) => {
      const allows = createFlashLimit()
      const shown: number[] = []
      let at = 0
      for (const gap of gaps) {
        at += gap
        if (allows(at)) shown.push(at)
      }
      for (const start of shown) {
        expect(shown.filter((time) => time >= start && time <= start + 1000).length).toBeLessThanOrEqual(3)
      }
    }),
  )
})

it('shows each of those that come slowly', () => {
  const allows = createFlashLimit()
  expect([0, 400, 800, 1201, 1601, 2002].map(allows)).toEqual([true, true, true, true, true, true])
  expect([2003, 2004].map(allows)).toEqual([false, false])
})
