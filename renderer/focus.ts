/** Attributes by which what has the focus loses it while it stays. */
const disabling = ['disabled', 'inert', 'hidden']

/**
 * Keeps the focus in the page. When what has it goes away (a row that left the list, a button that did its work), the
 * browser drops it on the body, and whoever works by keyboard begins at the top again. It goes instead to the nearest
 * part around it that is still there. Returns how to stop.
 */
export function keepFocus(document: Document): () => void {
  let last: Element | undefined
  let around: readonly Element[] = []
  let waits = false

  function onFocusIn({ target }: FocusEvent): void {
    if (!(target instanceof Element)) return
    const chain: Element[] = []
    for (let part = target.parentElement; part && part !== document.body; part = part.parentElement) {
      chain.push(part)
    }
    last = target
    around = chain
  }

  /** Whoever clicks beside everything lets go of the focus on purpose: then it is still there to be had. */
  function isGone(part: Element): boolean {
    return !part.isConnected || part.matches(':disabled') || part.closest('[inert], [hidden]') !== null
  }

  function mend(): void {
    waits = false
    if (document.activeElement !== document.body || !last || !isGone(last)) return
    const nearest = around.find((part) => !isGone(part))
    // Around everything stands the root: the screen's own part is nearer to what was done.
    const part = nearest?.parentElement === document.body ? document.querySelector('main') : nearest
    if (!(part instanceof HTMLElement)) return
    if (part.tabIndex < 0) part.tabIndex = -1
    part.focus({ preventScroll: true })
  }

  // After the next frame: whoever takes something away may give the focus a place itself, and what is disabled has it
  // until then.
  const observer = new MutationObserver(() => {
    if (waits || !last) return
    waits = true
    requestAnimationFrame(() => requestAnimationFrame(mend))
  })
  document.addEventListener('focusin', onFocusIn)
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: disabling,
  })
  return () => {
    document.removeEventListener('focusin', onFocusIn)
    observer.disconnect()
  }
}

/**
 * Puts the focus on the search field: at once, since what is typed next is for it, or in the next frame where a dialog
 * is still in its way.
 */
export function focusSearch(): void {
  if (!reachSearch()) requestAnimationFrame(reachSearch)
}

function reachSearch(): boolean {
  const field = document.getElementById('search')
  if (!(field instanceof HTMLInputElement)) return false
  field.focus()
  field.select()
  return document.activeElement === field
}
