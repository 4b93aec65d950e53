import { useEffect, useEffectEvent } from 'react'

/** What Escape closes first: the verdict lies over the dialog, the dialog over the guest's panel, that over the evening. */
const layers = ['verdict', 'dialog', 'guest', 'placing', 'filter'] as const
export type Layer = (typeof layers)[number]

const open = new Map<Layer, () => void>()

function onKeyDown(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return
  for (const layer of layers) {
    const close = open.get(layer)
    if (!close) continue
    event.preventDefault()
    close()
    return
  }
}

/** Closes the topmost open layer when Escape is pressed, wherever the focus is. */
export function useEscape(layer: Layer, active: boolean, close: () => void): void {
  const onEscape = useEffectEvent(close)
  useEffect(() => {
    if (!active) return
    if (open.size === 0) window.addEventListener('keydown', onKeyDown)
    open.set(layer, onEscape)
    return () => {
      open.delete(layer)
      if (open.size === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [layer, active])
}
