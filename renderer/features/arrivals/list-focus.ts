/** The list says here how its first card is focused; whoever stands before the list calls it. */
let focusFirst: (() => void) | undefined

export function offerFocus(focus: () => void): () => void {
  focusFirst = focus
  return () => {
    if (focusFirst === focus) focusFirst = undefined
  }
}

/** Moves the keyboard's focus into the list. */
export function focusFirstCard(): void {
  focusFirst?.()
}
