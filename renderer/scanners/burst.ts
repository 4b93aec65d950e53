import { ticketLength, ticketPattern } from '../../contract/ticket.ts'
import { layouts, writes } from './layouts.ts'
import type { Layout } from './layouts.ts'

/** A key that made a character. `gap`: milliseconds since the key before it in the same burst. */
export interface Key {
  char: string
  gap: number
  /** What it says in each of the readings: worked out once, since a burst is read again at every key. */
  meanings: readonly string[]
}

/** How keys are read: as the computer wrote them, or as a scanner means them that is set to another keyboard. */
type Reading = Layout | 'written'
const readings: readonly Reading[] = ['written', ...layouts]

/** A key by what it wrote, where it lies on the keyboard, as `KeyA`, and whether Shift was held. */
export function keyOf(char: string, code: string, shift: boolean, gap: number): Key {
  return { char, gap, meanings: [char, ...layouts.map((layout) => writes(layout, code, shift) ?? char)] }
}

/** The longest gap inside a scan, in milliseconds; whatever comes later is something else. */
export const longestGap = 120
/** Most gaps of a scanner are shorter than this, in milliseconds; few of a person's are. */
export const scannerGap = 35
/** So many keys in a row at a scanner's pace may be a scan. */
const runLength = 4
/** A scan that is not one of our tickets is at least so long: a person's shorter burst stays typing. */
export const shortestCode = 12
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
 * What the keys from `start` on say, now that they have ended, if they were a scan of some code that is not a ticket.
 * In a field, only what no hand would have written there is: somebody's name or e-mail may come fast too.
 */
export function codeOf(keys: readonly Key[], start: number, inField: boolean): string | null {
  if (keys.length - start < shortestCode || !mayBeCode(keys, start)) return null
  if (inField && halfTicket(keys) !== null) return textOf(keys, start)
  const pattern = inField ? address : plainCode
  const texts = readings.map((reading) => textOf(keys, start, reading))
  // An address that another keyboard makes of it is what the scanner meant.
  return texts.find((text) => address.test(text)) ?? texts.find((text) => pattern.test(text)) ?? null
}

/** What a ticket begins with, up to its end. */
const openTicketPattern = /F(?:D(?:1[A-Z2-7]*)?)?$/i

/** Where a ticket begins of which the rest is still missing; from the fourth key on, its pace must be a scanner's too. */
export function openTicket(keys: readonly Key[]): number | null {
  // One key less than a ticket has: more are a whole one, or none.
  const from = Math.max(0, keys.length - (ticketLength - 1))
  const starts = readings.map((reading) => openTicketPattern.exec(textOf(keys, from, reading))?.index)
  const found = starts.filter((start) => start !== undefined).map((start) => from + start)
  if (found.length === 0) return null
  const start = Math.min(...found)
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
  return start >= 0 && atScannerPace(keys, start) && ticketsOf(keys, start).length > 0 ? start : null
}

/** Every ticket that the keys from `start` on can mean, the likeliest first: which is signed, main knows. */
export function ticketsOf(keys: readonly Key[], start: number): { text: string; reading: Reading }[] {
  const found = new Map<string, Reading>()
  for (const reading of readings) {
    const text = textOf(keys, start, reading)
    if (ticketPattern.test(text) && !found.has(text.toUpperCase())) found.set(text.toUpperCase(), reading)
  }
  return [...found.values()].map((reading) => ({ text: textOf(keys, start, reading), reading }))
}

/** Whether the keys before `end` say a text, on whatever keyboard. Returns where it begins, else `end`. */
export function startOfText(keys: readonly Key[], end: number, text: string): number {
  const start = end - text.length
  if (text === '' || start < 0) return end
  const said = keys.slice(start, end)
  return readings.some((reading) => textOf(said, 0, reading) === text) ? start : end
}

export function textOf(keys: readonly Key[], start: number, reading: Reading = 'written'): string {
  const index = readings.indexOf(reading)
  let text = ''
  for (let i = start; i < keys.length; i++) text += keys[i]?.meanings[index] ?? ''
  return text
}
