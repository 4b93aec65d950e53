import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLineScanner } from './line-scanner.ts'

function scan(text: string, cuts: number[] = []) {
  const bytes = Buffer.from(text)
  const scanner = createLineScanner()
  let from = 0
  for (const cut of [...cuts.sort((a, b) => a - b), bytes.length]) {
    scanner.feed(bytes.subarray(from, cut))
    from = Math.max(from, cut)
  }
  return scanner
}

it('reads the last retry field, however the bytes are cut and lines end', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = `retry: 5000${end}: ñandú${end}${end}retry:700${end}data: {"notes":"retry: 9"}${end}${end}`
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length })), (cuts) => {
        expect(scan(text, cuts).hintMs()).toBe(700)
      }),
    )
  }
})

it('takes nothing else for a retry field', () => {
  for (const text of [
    'retry: soon\n',
    'retry: -1\n',
    ' retry: 5\n',
    'retry: 123456789012345678901\n',
    'retry: 7',
  ])
    expect(scan(text).hintMs(), text).toBeUndefined()
})

it('measures the line under way', () => {
  expect(scan('data: x\nñ').lineLength()).toBe(2)
  expect(scan('data: x\n').lineLength()).toBe(0)
})
