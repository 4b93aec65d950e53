/** What was pressed. A button that says something else than before does something else. */
interface Pressed {
  part: Element
  words: string
}

/**
 * The second click of a double click, and a key that is held, press only what the first press found: the desk redraws
 * in between, and "Arrived" has become "Seat" under the pointer, or a list another one. A button that is still the
 * same, as − and + are, takes every click. Returns how to stop.
 */
export function refuseSecondPresses(window: Window): () => void {
  let first: Pressed | undefined

  function isOther({ target }: Event): boolean {
    const now = pressedAt(target)
    return now?.part !== first?.part || now?.words !== first?.words
  }

  function onMouse(event: MouseEvent): void {
    // The browser counts the clicks that come quickly at one place, from one; none is a script's or a key's.
    if (event.detail > 1) {
      if (!isOther(event)) return
      event.preventDefault()
      event.stopPropagation()
    } else if (event.type === 'mousedown') first = pressedAt(event.target)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return
    if (!event.repeat) first = pressedAt(event.target)
    else if (isOther(event)) event.preventDefault()
  }

  window.addEventListener('mousedown', onMouse, true)
  window.addEventListener('click', onMouse, true)
  window.addEventListener('keydown', onKeyDown, true)
  return () => {
    window.removeEventListener('mousedown', onMouse, true)
    window.removeEventListener('click', onMouse, true)
    window.removeEventListener('keydown', onKeyDown, true)
  }
}

function pressedAt(target: EventTarget | null): Pressed | undefined {
  if (!(target instanceof Element)) return undefined
  const button = target.closest('button')
  if (button) return { part: button, words: `${button.ariaLabel ?? ''}\n${button.textContent}` }
  // The browser clicks what a label is for as well.
  return { part: target.closest('label') ?? target, words: '' }
}
