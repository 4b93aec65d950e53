import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeTicket, encodeTicket, ticketLength, ticketToSign } from './ticket.ts'
import type { Ticket } from './ticket.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const ticket: Ticket = {
  keyId: 7,
  businessId: 4_000_000_000,
  ticketId: randomBytes(12).toString('hex'),
  firstDay: '2026-11-24',
  lastDay: '2026-11-25',
  partySize: 6,
}
const textOf = (of: Ticket): string => {
  const signed = ticketToSign(of)
  return encodeTicket(signed, sign(null, signed, privateKey))
}

describe('a ticket', () => {
  it('is 143 characters of the QR alphanumeric set', () => {
    expect(ticketLength).toBe(143)
    expect(textOf(ticket)).toMatch(/^FD1[A-Z2-7]{140}$/)
  })

  it('is read back as it was signed, in lower case too', () => {
    const decoded = decodeTicket(textOf(ticket).toLowerCase())
    expect(decoded?.ticket).toEqual(ticket)
    expect(decoded && verify(null, decoded.signed, publicKey, decoded.signature)).toBe(true)
  })

  it('survives every payload', () => {
    fc.assert(
      fc.property(
        fc.record({
          keyId: fc.integer({ min: 0, max: 0xffff }),
          businessId: fc.integer({ min: 1, max: 0xffff_ffff }),
          ticketId: fc
            .uint8Array({ minLength: 12, maxLength: 12 })
            .map((bytes) => Buffer.from(bytes).toString('hex')),
          firstDay: fc.constantFrom('2020-01-01', '2026-02-28', '2028-02-29'),
          lastDay: fc.constantFrom('2026-11-24', '2099-12-31'),
          partySize: fc.integer({ min: 0, max: 255 }),
        }),
        (any) => {
          expect(decodeTicket(textOf(any))?.ticket).toEqual(any)
        },
      ),
    )
  })

  it('fails its signature when any one character is changed', () => {
    const text = textOf(ticket)
    for (let at = 3; at < text.length; at++) {
      const changed = text.slice(0, at) + (text.charAt(at) === 'A' ? 'B' : 'A') + text.slice(at + 1)
      const decoded = decodeTicket(changed)
      expect(decoded === undefined || !verify(null, decoded.signed, publicKey, decoded.signature)).toBe(true)
    }
  })

  it.each([
    '',
    'FD1',
    'https://example.org/menu',
    textOf(ticket).slice(1),
    `${textOf(ticket)}A`,
    'FD1' + '0'.repeat(140),
  ])('is not made of %j', (text) => {
    expect(decodeTicket(text)).toBeUndefined()
  })
})
