import { expect, it } from 'vitest'
import { pairingLink, readPairingLink } from './pairing-link.ts'

const pairing = { server: 'https://reservas.casalumbre.es:8443/mesa?a=1&b=2', code: 'ABCD2345' }

it('a link is read as it was written, also with the slash that some systems add', () => {
  expect(readPairingLink(pairingLink(pairing))).toEqual(pairing)
  expect(readPairingLink(pairingLink(pairing).replace('pair?', 'pair/?'))).toEqual(pairing)
  expect(readPairingLink('frontdesk://pair?code=abcd2345&server=http%3A%2F%2Fdesk.local')).toEqual({
    server: 'http://desk.local',
    code: 'ABCD2345',
  })
})

it('names the CA that the server must be of', () => {
  const ca = 'ab'.repeat(32)
  expect(readPairingLink(pairingLink({ ...pairing, ca }))).toEqual({ ...pairing, ca })
})

it.each([
  'frontdesk://pair?server=https://a.example&code=ABCD2345&ca=ab',
  'frontdesk://pair?server=https://a.example&code=ABCD2345&ca=',
  '',
  'frontdesk://pair',
  'frontdesk://pair?server=https://a.example',
  'frontdesk://pair?server=https://a.example&code=ABCD',
  'frontdesk://pair?server=https://a.example&code=ABCD23456',
  'frontdesk://pair?server=file:///etc/passwd&code=ABCD2345',
  'frontdesk://pair?server=javascript:alert(1)&code=ABCD2345',
  'frontdesk://pair/../x?server=https://a.example&code=ABCD2345',
  'frontdesk://open?server=https://a.example&code=ABCD2345',
  'https://pair?server=https://a.example&code=ABCD2345',
  `frontdesk://pair?server=https://a.example/${'x'.repeat(300)}&code=ABCD2345`,
])('there is none in %s', (text) => expect(readPairingLink(text)).toBeUndefined())
