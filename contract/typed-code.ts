import { reservationCodeAlphabet, reservationCodeSchema } from './reservation.ts'
import { ticketLength } from './ticket.ts'

/**
 * What a host meant who typed or pasted a code: a ticket wherever it stands in the text, else the six letters
 * without what separates them and in capitals. Any other text stays as it is.
 */
export function readTyped(text: string): string {
  const packed = text.replace(/\s+/g, '').toUpperCase()
  const ticket = new RegExp(`FD1[A-Z2-7]{${ticketLength - 3}}`).exec(packed)
  if (ticket) return ticket[0]
  const plain = packed.normalize('NFD').replace(/[^A-Z0-9]/g, '')
  if (plain.length === 6) return plain
  const word = text
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .find((part) => reservationCodeSchema.safeParse(part).success && /\d/.test(part))
  return word ?? text.trim()
}

/** Letters that no code has, and those that they are taken for, by eye or by ear. */
const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'QDC',
  O: 'QDC',
  '1': 'JT7',
  I: 'JT7',
  L: 'JT7',
  '2': '7',
  Z: '7',
  '5': '6F',
  S: '6F',
  '8': '36ER',
  B: '36ERDPV',
}

/** The codes that six typed letters may stand for, where some are letters that no code has. None where all are fine. */
export function similarCodes(typed: string): string[] {
  if (!/^[A-Z0-9]{6}$/.test(typed) || reservationCodeSchema.safeParse(typed).success) return []
  const choices = Array.from(typed, (letter) =>
    reservationCodeAlphabet.includes(letter) ? letter : (lookAlikes[letter] ?? ''),
  )
  // More than three doubtful letters are no code that was misread.
  if (choices.filter((choice) => choice.length !== 1).length > 3) return []
  return choices.reduce<string[]>(
    (starts, choice) => starts.flatMap((start) => Array.from(choice, (letter) => start + letter)),
    [''],
  )
}
