import { useEffect, useEffectEvent } from 'react'

/** What Escape closes first: the verdict lies over the dialog, the dialog over the guest's panel, that over the evening. */
const layers = ['verdict', 'dialog', 'guest', 'placing', 'filter'] as const
export type Layer = (typeof layers)[number]

/** What is open, the last one last: of two dialogs it lies over the other. */
const open: { layer: Layer; close: () => void }[] = []

function onKeyDown(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return
  for (const layer of layers) {
    const top = open.findLast((one) => one.layer === layer)
    if (!top) continue
    event.preventDefault()
    top.close()
    return
  }
}

/** Closes the topmost open layer when Escape is pressed, wherever the focus is. */
export function useEscape(layer: Layer, active: boolean, close: () => void): void {
  const onEscape = useEffectEvent(close)
  useEffect(() => {
    if (!active) return
    if (open.length === 0) window.addEventListener('keydown', onKeyDown)
    const one = { layer, close: () => onEscape() }
    open.push(one)
    return () => {
      open.splice(open.indexOf(one), 1)
      if (open.length === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [layer, active])
}
