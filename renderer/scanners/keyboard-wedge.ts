import { ticketLength } from '../../contract/ticket.ts'
import {
  codeOf,
  halfTicket,
  keyOf,
  longestGap,
  mayBeCode,
  openTicket,
  runStart,
  scannerGap,
  shortestCode,
  startOfText,
  textOf,
  ticketStart,
  ticketsOf,
} from './burst.ts'
import type { Key } from './burst.ts'
import { fieldState, restoreField, typeInto } from './field.ts'
import type { FieldState } from './field.ts'
import type { Reading, Scanner } from './scanner.ts'
import { scannerWatcher } from './watch.ts'
import type { SeenBurst } from './watch.ts'

/** How the scanner is set. */
export interface WedgeSettings {
  /** What it types before and after each code. */
  prefix: string
  suffix: string
  /** The key with which it ends a code; `auto`: Enter, Tab or none. */
  end: 'auto' | 'enter' | 'tab' | 'none'
}

const asDelivered: WedgeSettings = { prefix: '', suffix: '', end: 'auto' }

interface Stroke extends Key {
  /** The key was kept from the page. */
  held: boolean
  /** What had the focus. */
  target: Element | null
  /** What the key changed, where it went through: the focused field as it stood before. */
  before: FieldState | undefined
}

/** Milliseconds after the last key at which no more is expected; a key's own time decides where it still comes. */
const silence = longestGap + 20
/** The same in the middle of a ticket, whose rest a busy machine may send or deliver late. */
const silenceInTicket = 600
/** Within this time after a ticket, in milliseconds, its scanner may end it: slower than its keys, quicker than a hand. */
const lateEnd = 300
/** A page that was busy for so long has keys waiting: they get this much more. Milliseconds. */
const stall = 20
const grace = 50

const modifiers = new Set(['Shift', 'CapsLock', 'NumLock', 'Control', 'Alt', 'AltGraph', 'Meta', 'Fn'])

/**
 * USB scanners that type: told from a person by timing and by pattern, wherever the focus is.
 *
 * The first three keys of a burst go through, since they may be typing, and the focused field is remembered
 * before each. From the fourth on at a scanner's pace keys are held back: no shortcut, button or form sees them.
 * A scan puts the field back; anything else types the held keys into it, in order.
 * A scanner that is set to another keyboard than the computer's is read by where its keys lie.
 * So a listener of the page could still see the first three keys of a code: shortcuts wait (see commands/keys.ts).
 */
export function createKeyboardWedge(window: Window, settings = (): WedgeSettings => asDelivered): Scanner {
  const { document } = window
  let emit: Parameters<Scanner['start']>[0] | undefined
  let burst: Stroke[] = []
  /** Where in the burst a code seems to have begun: keys are held from here on. */
  let codeFrom: number | null = null
  let lastAt = -Infinity
  /** The last key of any kind. */
  let seenAt = -Infinity
  /** An Enter or Tab until then belongs to the scan before it. */
  let suffixUntil = -Infinity
  /** What of the scanner's suffix is still to come after a code. */
  let awaited = ''
  let timer: number | undefined
  /** Keys whose release must not be seen either: a button acts when Space comes up. */
  const swallowed = new Set<string>()

  function onKeyDown(event: KeyboardEvent): void {
    if (modifiers.has(event.key)) return
    const at = event.timeStamp
    scannerWatcher()?.onKey({ key: event.key, code: event.code, gap: at - seenAt })
    seenAt = at
    if (at - lastAt > (openTicket(burst) === null ? longestGap : silenceInTicket)) endBurst()
    if (isEnd(event, settings().end)) {
      const ofScan = at <= suffixUntil || endBurst()
      if (!ofScan) return
      swallow(event)
      suffixUntil = at + longestGap
      return
    }
    if (awaited !== '' && at <= suffixUntil && isAwaited(event)) {
      swallow(event)
      awaited = awaited.slice(1)
      suffixUntil = at + longestGap
      return
    }
    suffixUntil = -Infinity
    awaited = ''
    // A held key repeats after a pause. Fast presses of one key look repeated too, but inside a burst.
    const char = event.repeat && burst.length === 0 ? undefined : characterOf(event)
    if (char === undefined) endBurst()
    else onCharacter(event, char, at)
  }

  function onCharacter(event: KeyboardEvent, char: string, at: number): void {
    const target = document.activeElement
    const stroke: Stroke = {
      ...keyOf(char, event.code, event.shiftKey, at - lastAt),
      held: false,
      target,
      before: undefined,
    }
    lastAt = at
    burst.push(stroke)
    codeFrom ??= runStart(burst)
    if (codeFrom !== null) {
      // The first keys of a ticket may have come slowly, before the run that gave it away.
      codeFrom = Math.min(codeFrom, openTicket(burst) ?? codeFrom)
      if (!mayBeCode(burst, codeFrom)) release()
    }
    stroke.held = codeFrom !== null
    stroke.before = stroke.held ? undefined : fieldState(target)
    const ticketFrom = ticketStart(burst)
    if (stroke.held || ticketFrom !== null) swallow(event)
    if (ticketFrom !== null) {
      suffixUntil = at + lateEnd
      awaited = settings().suffix
      finishTicket(ticketFrom)
      return
    }
    // What is not held is a person's typing, of which no more is needed than could be a ticket.
    if (codeFrom === null && burst.length >= ticketLength) burst.shift()
    awaitSilence(openTicket(burst) === null ? silence : silenceInTicket)
  }

  /** Ends the burst; true where it was a scan. */
  function endBurst(): boolean {
    window.clearTimeout(timer)
    const inField = fieldState(burst.at(-1)?.target ?? null) !== undefined
    const code = codeFrom === null ? null : codeOf(burst, codeFrom, inField)
    if (codeFrom !== null && code !== null) {
      tellWatcher({ taken: true, reason: 'code' })
      finishScan(codeFrom, { text: unwrapped(code) })
      return true
    }
    if (burst.length > 0) tellWatcher({ taken: false, reason: whyNot(inField) })
    release()
    burst = []
    return false
  }

  function whyNot(inField: boolean): SeenBurst['reason'] {
    if (burst.length < shortestCode) return 'short'
    if (codeFrom === null || !mayBeCode(burst, codeFrom)) return 'slow'
    return inField ? 'typing' : 'short'
  }

  function tellWatcher(burst: SeenBurst): void {
    scannerWatcher()?.onBurst(burst)
  }

  /** A code without what the scanner types around each. */
  function unwrapped(code: string): string {
    const { prefix, suffix } = settings()
    const from = code.startsWith(prefix) ? prefix.length : 0
    const to = suffix !== '' && code.endsWith(suffix) ? code.length - suffix.length : code.length
    return code.slice(from, to) || code
  }

  /** A key of the scanner's suffix, on whatever keyboard. */
  function isAwaited(event: KeyboardEvent): boolean {
    const char = characterOf(event)
    return (
      char !== undefined &&
      startOfText([keyOf(char, event.code, event.shiftKey, 0)], 1, awaited.slice(0, 1)) === 0
    )
  }

  function finishTicket(start: number): void {
    const [first, ...others] = ticketsOf(burst, start)
    if (!first) throw new Error('A ticket was seen and cannot be read.')
    const run = runBefore(burst, start)
    tellWatcher({
      taken: true,
      reason: 'ticket',
      ...(first.reading === 'written' ? {} : { layout: first.reading }),
      ...(run < start ? { prefix: textOf(burst.slice(run, start), 0, first.reading) } : {}),
    })
    finishScan(startOfText(burst, start, settings().prefix), {
      text: first.text,
      ...(others.length > 0 ? { others: others.map(({ text }) => text) } : {}),
    })
  }

  /** The held keys were typed by a person. */
  function release(): void {
    codeFrom = null
    for (const stroke of burst) {
      if (!stroke.held) continue
      stroke.held = false
      stroke.before = fieldState(stroke.target)
      typeInto(stroke.target, stroke.char)
    }
  }

  function finishScan(start: number, read: Pick<Reading, 'text' | 'others'>): void {
    window.clearTimeout(timer)
    // A ticket of which the rest never came, and which was read again, is nobody's typing.
    const halfRead = halfTicket(burst.slice(0, start))
    const typed = halfRead === null ? burst.slice(0, start).filter((stroke) => stroke.held) : []
    const changed = new Map<Element, FieldState>()
    for (const { before } of burst.slice(halfRead ?? start))
      if (before && !changed.has(before.field)) changed.set(before.field, before)
    burst = []
    codeFrom = null
    for (const state of changed.values()) restoreField(state)
    for (const stroke of typed) typeInto(stroke.target, stroke.char)
    emit?.({ ...read, source: 'wedge', at: new Date().toISOString() })
  }

  function awaitSilence(delay: number): void {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => {
      const late = window.performance.now() - lastAt - delay
      if (delay !== grace && late > stall) awaitSilence(grace)
      else endBurst()
    }, delay)
  }

  function swallow(event: KeyboardEvent): void {
    event.preventDefault()
    event.stopImmediatePropagation()
    swallowed.add(event.code)
  }

  /** Whoever goes on elsewhere has typed: what was held belongs where it began, before that is left or sent. */
  function onLeave(): void {
    if (burst.length > 0 && halfTicket(burst) === null) endBurst()
  }

  function onKeyUp(event: KeyboardEvent): void {
    if (!swallowed.delete(event.code)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  return {
    start(onScan) {
      emit = onScan
      window.addEventListener('keydown', onKeyDown, true)
      window.addEventListener('keyup', onKeyUp, true)
      window.addEventListener('pointerdown', onLeave, true)
      window.addEventListener('focusout', onLeave, true)
    },
    stop() {
      endBurst()
      emit = undefined
      swallowed.clear()
      window.removeEventListener('keydown', onKeyDown, true)
      window.removeEventListener('keyup', onKeyUp, true)
      window.removeEventListener('pointerdown', onLeave, true)
      window.removeEventListener('focusout', onLeave, true)
    },
  }
}

/** The key that many scanners send after a code. */
function isEnd(event: KeyboardEvent, end: WedgeSettings['end']): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return false
  if (event.key === 'Enter') return end === 'auto' || end === 'enter'
  return event.key === 'Tab' && (end === 'auto' || end === 'tab')
}

/** The first of the keys right before `end` that came at the pace of what follows. */
function runBefore(keys: readonly Key[], end: number): number {
  let start = end
  while (start > 0 && (keys[start]?.gap ?? Infinity) < scannerGap) start--
  return start
}

/** The character of a key, if it makes one: no shortcut, no dead key, no composition. AltGr says Ctrl and Alt too. */
function characterOf(event: KeyboardEvent): string | undefined {
  const combined = event.ctrlKey || event.altKey || event.metaKey
  if (event.isComposing || (combined && !event.getModifierState('AltGraph'))) return undefined
  return event.key.length === 1 ? event.key : undefined
}
