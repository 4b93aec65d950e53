import type { Bounds } from './window-state.ts'

export interface Screen {
  bounds: Bounds
  /** Without the system's own bars. */
  workArea: Bounds
}

/** Points between the panel and the edges. */
const gap = 8

/** How large the panel is: it grows with the text, as far as the screen goes. */
export function panelSize(textSize: number, { workArea }: Screen): { width: number; height: number } {
  const grown = (points: number, most: number) =>
    Math.min(Math.round((points * textSize) / 100), most - 2 * gap)
  return { width: grown(380, workArea.width), height: grown(600, workArea.height) }
}

/**
 * Where the panel goes: beside the tray's picture; where the system does not say where that is, into the corner at
 * which trays are, by the bar that the system has.
 */
export function panelPlace(
  size: { width: number; height: number },
  tray: { x: number; y: number; width: number; height: number },
  { bounds, workArea }: Screen,
): { x: number; y: number } {
  const right = workArea.x + workArea.width - size.width - gap
  const bottom = workArea.y + workArea.height - size.height - gap
  const top = workArea.y + gap
  const known = tray.width > 0 && tray.height > 0
  const barOnTop = workArea.y > bounds.y
  if (!known) return { x: right, y: barOnTop ? top : bottom }
  const within = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value))
  const trayIsHigh = tray.y < bounds.y + bounds.height / 2
  return {
    x: Math.round(within(tray.x + tray.width / 2 - size.width / 2, workArea.x + gap, right)),
    y: Math.round(within(trayIsHigh ? tray.y + tray.height + gap : tray.y - size.height - gap, top, bottom)),
  }
}
