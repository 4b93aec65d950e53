import type { DeskReservation } from '../../../contract/ipc.ts'

/** Text as a search compares it: no case, no accents, no spaces at its ends. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .trim()
}

interface Folded {
  words: string
  digits: string
}

// A row is replaced, never changed, so what was made of it holds as long as it lives.
const folded = new WeakMap<DeskReservation, Folded>()

function foldedOf(reservation: DeskReservation): Folded {
  let made = folded.get(reservation)
  if (!made) {
    const { customer, code } = reservation
    made = {
      words: `${fold(customer.name)} ${code.toLowerCase()}`,
      digits: customer.phone?.replace(/\D/g, '') ?? '',
    }
    folded.set(reservation, made)
  }
  return made
}

/**
 * A test for what the host typed: every word must be in the name or the code; a number may be in the phone,
 * whatever stands between its digits.
 */
export function matcher(query: string): ((reservation: DeskReservation) => boolean) | null {
  const words = fold(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return null
  const digits = /^[\d\s+().-]+$/.test(query) ? query.replace(/\D/g, '') : ''
  return (reservation) => {
    const row = foldedOf(reservation)
    if (digits !== '' && row.digits.includes(digits)) return true
    return words.every((word) => row.words.includes(word))
  }
}
