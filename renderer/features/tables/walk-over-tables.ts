import type { KeyboardEvent } from 'react'

/** The arrows walk over tables as they lie: sideways one after another, up and down to the nearest of another row. */
export function walkOverTables(event: KeyboardEvent<HTMLElement>): void {
  const tiles = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-table]')]
  const index = tiles.findIndex((tile) => tile === event.target)
  const target = index < 0 ? undefined : targetOf(event.key, tiles, index)
  if (!target) return
  event.preventDefault()
  target.focus()
}

function targetOf(key: string, tiles: readonly HTMLElement[], index: number): HTMLElement | undefined {
  switch (key) {
    case 'ArrowRight':
      return tiles[index + 1]
    case 'ArrowLeft':
      return tiles[index - 1]
    case 'ArrowDown':
      return nearest(tiles.slice(index), 1)
    case 'ArrowUp':
      return nearest(tiles.slice(0, index + 1).reverse(), -1)
    case 'Home':
      return tiles[0]
    case 'End':
      return tiles.at(-1)
    default:
      return undefined
  }
}

/** The first tile is where the keyboard is: of the next row in this direction, the tile that is nearest to it. */
function nearest([from, ...others]: readonly HTMLElement[], direction: 1 | -1): HTMLElement | undefined {
  if (!from) return undefined
  const here = from.getBoundingClientRect()
  let best: { tile: HTMLElement; rowTop: number; distance: number } | undefined
  for (const tile of others) {
    const there = tile.getBoundingClientRect()
    if ((there.top - here.top) * direction < 1) continue
    if (best && Math.abs(there.top - best.rowTop) > 1) break
    const distance = Math.abs(there.left - here.left)
    if (!best || distance < best.distance) best = { tile, rowTop: there.top, distance }
  }
  return best?.tile
}
