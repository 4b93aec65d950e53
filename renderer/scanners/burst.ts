import { ticketLength, ticketPattern } from '../../contract/ticket.ts'

/** A key that made a character. `gap`: milliseconds since the key before it in the same burst. */
export interface Key {
  char: string
  gap: number
}

/** The longest gap inside a scan, in milliseconds; whatever comes later is something else. */
export const longestGap = 120
/** Most gaps of a scanner are shorter than this, in milliseconds; few of a person's are. */
const scannerGap = 35
/** So many keys in a row at a scanner's pace may be a scan. */
const runLength = 4
/** A scan that is not one of our tickets is at least so long: a person's shorter burst stays typing. */
const shortestCode = 12
/** The most that a QR code holds. */
const longestCode = 4296

const isFast = (key: Key) => key.gap < scannerGap

/** Whether the median gap of the keys from `start` on is a scanner's. */
function atScannerPace(keys: readonly Key[], start: number): boolean {
  const gaps = keys.slice(start + 1)
  return gaps.filter(isFast).length * 2 > gaps.length
}

/** Where a code may have begun: the first of the last keys, when they came in a run at a scanner's pace. */
export function runStart(keys: readonly Key[]): number | null {
  const start = keys.length - runLength
  return start >= 0 && keys.slice(start + 1).every(isFast) ? start : null
}

/** Whether the keys from `start` on can still become a scan. */
export function mayBeCode(keys: readonly Key[], start: number): boolean {
  return keys.length - start <= longestCode && atScannerPace(keys, start)
}

/** What no person types: an address. */
const address = /^[a-z][a-z0-9+.-]*:\/\/\S+$/i
/** What other codes hold. */
const plainCode = /^[\x21-\x7e]+$/

/**
 * Whether the keys from `start` on, now that they have ended, were a scan of some code that is not a ticket.
 * In a field, only what no hand would have written there is: somebody's name or e-mail may come fast too.
 */
export function isCode(keys: readonly Key[], start: number, inField: boolean): boolean {
  if (keys.length - start < shortestCode || !mayBeCode(keys, start)) return false
  const text = textOf(keys, start)
  return inField ? address.test(text) || halfTicket(keys) !== null : plainCode.test(text)
}

/** What a ticket begins with, up to its end. */
const openTicketPattern = /F(?:D(?:1[A-Z2-7]*)?)?$/i

/** Where a ticket begins of which the rest is still missing; from the fourth key on, its pace must be a scanner's too. */
export function openTicket(keys: readonly Key[]): number | null {
  const start = openTicketPattern.exec(textOf(keys, 0))?.index
  if (start === undefined || keys.length - start >= ticketLength) return null
  return keys.length - start < runLength || atScannerPace(keys, start) ? start : null
}

/** Where a ticket begins of which enough was read to say that it is no person's typing. */
export function halfTicket(keys: readonly Key[]): number | null {
  const start = openTicket(keys)
  return start !== null && keys.length - start >= runLength ? start : null
}

/** Where the ticket begins that the last key completed. A ticket says by itself where it ends. */
export function ticketStart(keys: readonly Key[]): number | null {
  const start = keys.length - ticketLength
  if (start < 0 || !ticketPattern.test(textOf(keys, start))) return null
  return atScannerPace(keys, start) ? start : null
}

export function textOf(keys: readonly Key[], start: number): string {
  return keys
    .slice(start)
    .map((key) => key.char)
    .join('')
}
