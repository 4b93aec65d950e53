import { expect, it } from 'vitest'
import { scrub } from './scrub.ts'

it.each([
  ['a ticket', `read ${'FD1' + 'ABCDEF23'.repeat(17)}`, 'read [ticket]'],
  ['an e-mail address', 'to ana.ruiz+a@correo.example.es,', 'to [e-mail],'],
  ['a token', 'Authorization: Bearer abc.def', 'Authorization: [token]'],
  ['a long secret', `x ${'aZ09_-'.repeat(8)}`, 'x [secret]'],
  ['a telephone number', 'call +34 612 345 678 now', 'call [phone] now'],
  ['a telephone number in one piece', 'call 612345678', 'call [phone]'],
  ['the name in a path', '/data/somebody/logs/desk.log', '~/logs/desk.log'],
])('%s is taken out', (_what, text, left) => {
  expect(scrub(text, '/data/somebody')).toBe(left)
})

it('what helps stays', () => {
  const line =
    '{"at":"2026-11-24T20:00:00.000Z","level":"warn","message":"No stream","cause":"network","id":"0199a1b2-0000-7000-8000-000000000001","failures":3,"port":"127.0.0.1:34567"}'
  expect(scrub(line, '/data/somebody')).toBe(line)
})
