import { expect, it } from 'vitest'
import { layouts, writes } from './layouts.ts'

it.each([
  ['us', 'KeyA', true, 'A'],
  ['fr', 'KeyQ', true, 'A'],
  ['fr', 'Digit1', false, '&'],
  ['fr', 'Digit1', true, '1'],
  ['fr', 'Semicolon', true, 'M'],
  ['es', 'Semicolon', true, 'Ñ'],
  ['es', 'Slash', false, '-'],
  ['es', 'BracketRight', false, '+'],
  ['us', 'BracketRight', false, ']'],
  ['de', 'KeyY', true, 'Z'],
  ['us', 'Numpad1', false, undefined],
] as const)('on %s, %s with Shift %s writes %s', (layout, code, shift, char) => {
  expect(writes(layout, code, shift)).toBe(char)
})

it.each(layouts)('%s writes every character of a ticket', (layout) => {
  const codes = ['Semicolon', ...Array.from('1234567890', (digit) => `Digit${digit}`)]
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') codes.push(`Key${letter}`)
  const all = codes.flatMap((code) => [writes(layout, code, false), writes(layout, code, true)])
  for (const char of 'FD1ABCDEFGHIJKLMNOPQRSTUVWXYZ234567') expect(all).toContain(char)
})
