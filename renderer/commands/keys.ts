import { flushSync } from 'react-dom'
import { longestGap, scannerGap } from '../scanners/burst.ts'
import { fieldState, typeInto } from '../scanners/field.ts'

/** Milliseconds without another key after which a bare key was a person's. */
const settleMs = longestGap + 20
/** A person who knows the way presses `w`, a number and Enter in one go; more is no shortcut. */
const mostPressed = 3

const isSign = (key: string): boolean => /^[^\p{L}\p{N}\s]$/u.test(key)

export interface KeyboardOptions {
  /** What a key does now, as `ctrl+k` or `w`; `undefined` where it does nothing. */
  find: (keys: string) => (() => void) | undefined
}

const modifiers = new Set(['Shift', 'CapsLock', 'NumLock', 'Control', 'Alt', 'AltGraph', 'Meta', 'Fn'])

/**
 * Runs commands by their keys. Started before anything else hears keys, it sees also those that the wedge keeps
 * from the page: a bare key runs its command only when what comes with it is no scan, so a scanner triggers none. A
 * sign that comes alone does at once: codes begin with a letter or a digit, and whoever searches types on.
 * In a field bare keys are typing. Returns how to stop.
 */
export function listenForKeys(window: Window, { find }: KeyboardOptions): () => void {
  const { document } = window
  let pressed: { key: string; gap: number }[] = []
  let lastAt = -Infinity
  let timer: number | undefined

  const forget = (): void => {
    window.clearTimeout(timer)
    pressed = []
  }
  const isPersons = (): boolean =>
    pressed.length <= mostPressed && pressed.slice(1).every(({ gap }) => gap >= scannerGap)

  /** Runs the first key's command; what was pressed after it goes where that has put the focus. */
  function play(): boolean {
    const [first, ...others] = isPersons() ? pressed : []
    forget()
    const run = first && find(first.key)
    if (!run) return false
    flushSync(run)
    for (const { key } of others) typeInto(document.activeElement, key)
    return true
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (modifiers.has(event.key)) return
    const inField = fieldState(document.activeElement) !== undefined
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
      forget()
      const key = `ctrl+${event.key.toLowerCase()}`
      // There it takes back what was typed.
      const run = key === 'ctrl+z' && inField ? undefined : find(key)
      if (!run || event.shiftKey) return
      event.preventDefault()
      flushSync(run)
      return
    }
    // No scanner types these, and in a field they are no typing either.
    const run = /^F\d+$/.test(event.key) && !event.altKey ? find(event.key.toLowerCase()) : undefined
    if (run) {
      forget()
      event.preventDefault()
      flushSync(run)
      return
    }
    if (event.key === 'Enter' && pressed.length > 0 && play()) {
      event.preventDefault()
      event.stopImmediatePropagation()
      document.querySelector<HTMLFormElement>('[role=dialog] form')?.requestSubmit()
      return
    }
    const bare = event.key.length === 1 && !event.altKey && !event.isComposing && !inField
    if (!bare || (event.repeat && pressed.length === 0)) {
      forget()
      return
    }
    const gap = event.timeStamp - lastAt
    lastAt = event.timeStamp
    const runNow = pressed.length === 0 && gap > settleMs && isSign(event.key) ? find(event.key) : undefined
    if (runNow) {
      event.preventDefault()
      flushSync(runNow)
      return
    }
    pressed.push({ key: event.key.toLowerCase(), gap })
    window.clearTimeout(timer)
    timer = window.setTimeout(play, settleMs)
  }

  window.addEventListener('keydown', onKeyDown, true)
  return () => {
    forget()
    window.removeEventListener('keydown', onKeyDown, true)
  }
}
