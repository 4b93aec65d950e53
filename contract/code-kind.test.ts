import { expect, it } from 'vitest'
import { codeKind } from './code-kind.ts'
import { encodePairingText } from './pairing-text.ts'

it.each([
  ['https://example.com/menu', 'link'],
  ['WIFI:T:WPA;S:Casa;P:secreto;;', 'wifi'],
  ['BEGIN:VCARD\nFN:Ana\nEND:VCARD', 'contact'],
  [encodePairingText({ server: 'https://desk.example', code: 'ABCD2345' }), 'pairing'],
  ['8410076472946', 'barcode'],
  [`FD1${'A'.repeat(100)}`, 'cutTicket'],
  [`FD2${'A'.repeat(140)}`, 'otherTicket'],
  ['hello', 'text'],
])('%j is named %s', (text, kind) => {
  expect(codeKind(text)).toBe(kind)
})
