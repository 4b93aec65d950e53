import { expect, it } from 'vitest'
import { reservationCodeAlphabet, reservationCodeSchema } from './reservation.ts'
import { ticketLength } from './ticket.ts'
import { readTyped, similarCodes } from './typed-code.ts'

const ticket = 'FD1'.padEnd(ticketLength, 'ABC7')

it.each([
  ['acdefg', 'ACDEFG'],
  [' ac-d ef.g ', 'ACDEFG'],
  ['áCDEFG', 'ACDEFG'],
  ['Código: AC4EFG', 'AC4EFG'],
  ['Su código es ac4efg, gracias', 'AC4EFG'],
  [`Entrada:\n${ticket.slice(0, 70)}\n${ticket.slice(70)}`, ticket],
  [ticket.toLowerCase(), ticket],
  ['https://example.com/menu', 'https://example.com/menu'],
  ['Ana', 'Ana'],
])('what was typed as %j means %s', (typed, meant) => {
  expect(readTyped(typed)).toBe(meant)
})

it('letters that no code has stand for those that look or sound like them', () => {
  expect(similarCodes('0CDEFG')).toEqual(['QCDEFG', 'DCDEFG', 'CCDEFG'])
  expect(similarCodes('ACDE5G')).toContain('ACDE6G')
  expect(similarCodes('BC1EFG')).toContain('3CJEFG')
})

it('a code that could be one stands for itself alone, and a text that is none for nothing', () => {
  expect(similarCodes('ACDEFG')).toEqual([])
  expect(similarCodes('00000A')).toEqual([])
  expect(similarCodes('AC')).toEqual([])
})

it('every letter is in the alphabet or stands for some that are', () => {
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') {
    if (reservationCodeAlphabet.includes(letter)) continue
    const codes = similarCodes(`${letter}CDEFG`)
    expect(codes.length, letter).toBeGreaterThan(0)
    for (const code of codes) expect(reservationCodeSchema.safeParse(code).success).toBe(true)
  }
})
