import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Recent } from './recent.ts'

const frame = (seq: number): string => `id: ${seq} ${'é'.repeat(seq % 40)}\n`

it('gives back exactly what came after any cursor that it covers, within its size', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -2, max: 3 }), { maxLength: 120 }),
      fc.nat(150),
      (jumps, forgotten) => {
        const recent = new Recent(10, { slabBytes: 200, slabs: 3 })
        let from = 11
        for (const jump of jumps) {
          const { last } = recent
          // Mostly the next; sometimes one that is known, or one after a gap.
          const seq = jump < 0 ? last + jump : jump === 3 ? last + 2 : last + 1
          recent.append(seq, frame(seq))
          if (seq > last + 1) from = seq
          expect(recent.last).toBe(Math.max(last, seq))
        }
        recent.forget(forgotten)
        for (let cursor = 5; cursor <= recent.last + 2; cursor++) {
          if (!recent.covers(cursor)) {
            expect(recent.after(cursor)).toBeUndefined()
            continue
          }
          expect(cursor).toBeGreaterThanOrEqual(Math.max(from - 1, Math.min(forgotten, recent.last)))
          let text = ''
          let sent = cursor
          for (let piece = recent.after(sent); piece; piece = recent.after(sent)) {
            text += piece.bytes.toString()
            sent = piece.last
          }
          expect(sent).toBe(recent.last)
          const expected = Array.from({ length: sent - cursor }, (_, index) => frame(cursor + 1 + index))
          expect(text).toBe(expected.join(''))
        }
        // The newest are always there.
        if (recent.last > 10) expect(recent.covers(recent.last)).toBe(true)
      },
    ),
  )
})
