import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodePairingText, readPairingText } from './pairing-text.ts'

const pairing = { server: 'https://reservas.casalumbre.es', code: 'ABCD2345' }

it('is read as it was written, in any case and among other keys', () => {
  const text = encodePairingText(pairing)
  expect(text).toMatch(/^FDP1[A-Z2-7]+$/)
  for (const seen of [text, text.toLowerCase(), `x${text} `, `${text}\n`]) {
    expect(readPairingText(seen)).toEqual(pairing)
  }
})

it('names the CA that the server must be of, which a desk that knows nothing of it does not read', () => {
  const ca = 'AB:'.repeat(31) + '01'
  const text = encodePairingText({ ...pairing, ca })
  expect(text).toMatch(/^FDP2[A-Z2-7]+$/)
  expect(readPairingText(text.toLowerCase())).toEqual({ ...pairing, ca: `${'ab'.repeat(31)}01` })
  for (let end = 0; end < text.length; end++) expect(readPairingText(text.slice(0, end))).toBeUndefined()
})

it('any address comes back, and nothing is read before its last character', () => {
  fc.assert(
    fc.property(fc.webUrl({ size: 'small' }), (server) => {
      const text = encodePairingText({ server, code: 'ZZZZ9999' })
      expect(readPairingText(text)).toEqual({ server, code: 'ZZZZ9999' })
      for (let end = 0; end < text.length; end++) expect(readPairingText(text.slice(0, end))).toBeUndefined()
    }),
  )
})

it.each(['', 'FDP1', 'FD1ABCDEFG', 'FDP1AAAAAAAAAAAAAAAAA', 'https://reservas.casalumbre.es'])(
  'there is none in %j',
  (text) => expect(readPairingText(text)).toBeUndefined(),
)

it('an address that does not fit is refused when it is written', () => {
  expect(() => encodePairingText({ server: `https://a.es/${'x'.repeat(300)}`, code: 'ABCD2345' })).toThrow(
    'too long',
  )
})
