import type { DeskReservation } from '../../contract/ipc.ts'

/** Text as a search compares it: no case, no accents, no spaces at its ends. */
export function fold(text: string): string {
  // Most names need no taking apart, which is what takes long.
  const plain = /^[\0-\x7f]*$/.test(text)
    ? text
    : text
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .replace(/\p{Diacritic}/gu, '')
  return plain.toLowerCase().trim()
}

/** What of a reservation a search looks at, made ready once. */
export interface Folded {
  words: string
  /** Which letters are in `words`. */
  letters: number
  digits: string
}

export function folded({ customer, code }: Pick<DeskReservation, 'customer' | 'code'>): Folded {
  const words = `${fold(customer.name)} ${code.toLowerCase()}`
  return {
    words,
    letters: lettersOf(words),
    digits: customer.phone?.replace(/\D/g, '') ?? '',
  }
}

/**
 * Which letters a text has: a bit for each from a to z. That tells of most texts that they do not hold a word, and of
 * one letter everything, without reading them: the first key has to go through a whole day.
 */
export function lettersOf(text: string): number {
  let letters = 0
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at) - a
    if (letter >= 0 && letter < 26) letters |= 1 << letter
  }
  return letters
}
const a = 'a'.charCodeAt(0)

/** What the host typed, taken apart. */
export interface Query {
  words: readonly string[]
  /** Which letters are in the words. */
  letters: number
  /** Those of the words that are more than a letter from a to z. */
  longer: readonly string[]
  /** Where it may be a part of a phone number, its digits. */
  digits: string
}

/** `null` where nothing was typed. */
export function readQuery(text: string): Query | null {
  const words = fold(text).split(/\s+/).filter(Boolean)
  if (words.length === 0) return null
  return {
    words,
    letters: lettersOf(words.join()),
    longer: words.filter((word) => word.length > 1 || lettersOf(word) === 0),
    digits: /^[\d\s+().-]+$/.test(text) ? text.replace(/\D/g, '') : '',
  }
}

/**
 * Every word must be in the name or the code; a number may be in the phone, whatever stands between its digits.
 */
export function matches({ letters, longer, digits }: Query, row: Folded): boolean {
  if (digits !== '' && row.digits.includes(digits)) return true
  if ((row.letters & letters) !== letters) return false
  for (const word of longer) if (!row.words.includes(word)) return false
  return true
}

/** Whether all that the second query finds the first one has found already: the host has typed on. */
export function narrows(before: Query, after: Query): boolean {
  if (after.digits !== '' && (before.digits === '' || !after.digits.includes(before.digits))) return false
  return before.words.every((word) => after.words.some((longer) => longer.includes(word)))
}
