// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ticketLength } from '../../contract/ticket.ts'
import { press, type } from './testing/keyboard.ts'
import { focusNew, silence, testWedge } from './testing/wedge.ts'

const wedge = testWedge()

const typedText = fc.string({
  unit: fc.constantFrom(...Array.from('abcFD1 27ñé-')),
  minLength: 1,
  maxLength: 40,
})
const humanGap = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 60, max: 300 }) },
  fc.integer({ min: 8, max: 34 }),
)
const humanGaps = fc.array(humanGap, { minLength: 40, maxLength: 40 })
/** Never so many fast keys in a row that only the text could tell: a person's fast keys come in pairs. */
const asPairs = (gaps: readonly number[]) => (index: number) => {
  const gap = gaps[index] ?? 100
  return gap < 35 && (gaps[index - 1] ?? 100) < 35 ? gap + 60 : gap
}
const base32 = fc.string({
  unit: fc.constantFrom(...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')),
  minLength: ticketLength - 3,
  maxLength: ticketLength - 3,
})

describe('keyboard wedge, any keys (mocked time)', () => {
  const fresh = () => {
    wedge.readings = []
    document.body.replaceChildren()
    return focusNew('textarea')
  }

  it('is never set off by a person, whose text stays exactly as typed', async () => {
    await fc.assert(
      fc.asyncProperty(typedText, humanGaps, async (text, gaps) => {
        const field = fresh()
        await type(text, asPairs(gaps))
        await silence()
        expect(wedge.scans()).toEqual([])
        expect(field.value).toBe(text)
      }),
      { numRuns: 150 },
    )
  })

  it('gives a masher back every key in order', async () => {
    const mashed = fc.array(fc.integer({ min: 5, max: 140 }), { minLength: 11, maxLength: 11 })
    await fc.assert(
      fc.asyncProperty(typedText, mashed, async (text, gaps) => {
        const field = fresh()
        const short = text.slice(0, 11)
        await type(short, (index) => gaps[index] ?? 50)
        await silence()
        expect(wedge.scans()).toEqual([])
        expect(field.value).toBe(short)
      }),
      { numRuns: 150 },
    )
  })

  it('finds any ticket at a scanner’s speed in the middle of typing, and leaves the rest', async () => {
    const pace = fc.array(
      fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 30 }) }, fc.integer({ min: 36, max: 120 })),
      { minLength: ticketLength, maxLength: ticketLength },
    )
    const suffix = fc.constantFrom('', 'Enter', 'Tab')
    const lead = fc.integer({ min: 8, max: 400 })
    await fc.assert(
      fc.asyncProperty(
        typedText,
        humanGaps,
        base32,
        pace,
        suffix,
        lead,
        typedText,
        async (head, gaps, body, scannerGaps, end, first, tail) => {
          fc.pre(scannerGaps.slice(1).filter((gap) => gap < 35).length > 80)
          const field = fresh()
          await type(head, asPairs(gaps))
          await type(`FD1${body}`, (index) => (index === 0 ? first : (scannerGaps[index] ?? 5)))
          if (end) await press(end, 3)
          await type(tail, (index) => asPairs(gaps)(index) + (index === 0 ? 30 : 0))
          await silence()
          expect(wedge.scans()).toEqual([`FD1${body}`])
          expect(field.value).toBe(head + tail)
        },
      ),
      { numRuns: 100 },
    )
  })
})
