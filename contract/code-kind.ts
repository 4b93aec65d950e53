import { ticketPattern } from './ticket.ts'

/** What a code is that is no ticket of ours, as far as its text tells. */
export type CodeKind =
  'link' | 'wifi' | 'contact' | 'pairing' | 'barcode' | 'cutTicket' | 'otherTicket' | 'text'

/** The beginnings by which phones, too, tell kinds of codes apart. */
const beginnings: readonly [RegExp, CodeKind][] = [
  [/^FDP[12][A-Z2-7]+/i, 'pairing'],
  [/^(https?:|www\.)/i, 'link'],
  [/^wifi:/i, 'wifi'],
  [/^(begin:vcard|mecard:|tel:|mailto:|smsto?:|matmsg:)/i, 'contact'],
  [/^\d{7,14}$/, 'barcode'],
]

/** Names a scanned text that is no ticket: the host says to the guest what they are holding up. */
export function codeKind(text: string): CodeKind {
  const trimmed = text.trim()
  const known = beginnings.find(([pattern]) => pattern.test(trimmed))
  if (known) return known[1]
  if (/^FD1[A-Z2-7]{8,}$/i.test(trimmed)) return ticketPattern.test(trimmed) ? 'text' : 'cutTicket'
  // Of another version of Front Desk, or of a code from before.
  if (/^FD\d[A-Z2-7]{20,}$/i.test(trimmed)) return 'otherTicket'
  return 'text'
}
