import { expect, it } from 'vitest'
import { csv } from './csv.ts'

it('Spanish files have semicolons and decimal commas, English ones commas and points; both begin with the mark', () => {
  const rows = [
    ['Día', 'No vinieron'],
    ['2026-11-24', 0.125],
    ['2026-11-25', null],
  ]
  expect(csv(rows, 'es')).toBe('\uFEFFDía;No vinieron\r\n2026-11-24;0,125\r\n2026-11-25;\r\n')
  expect(csv(rows, 'en')).toBe('\uFEFFDía,No vinieron\r\n2026-11-24,0.125\r\n2026-11-25,\r\n')
})

it.each([
  ['=1+1', "'=1+1"],
  ['+34 600', "'+34 600"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['=HYPERLINK("http://x";"y")', '"\'=HYPERLINK(""http://x"";""y"")"'],
  ['Puerta "A"; izquierda', '"Puerta ""A""; izquierda"'],
  ['dos\nlíneas', '"dos\nlíneas"'],
])('a name such as %j is text in every spreadsheet', (text, written) => {
  expect(csv([[text]], 'es')).toBe(`\uFEFF${written}\r\n`)
})

it('a negative number is a number, not a formula', () => {
  expect(csv([[-3]], 'en')).toBe('\uFEFF-3\r\n')
})
