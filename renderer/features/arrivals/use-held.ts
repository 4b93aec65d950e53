import { useState } from 'react'
import type { FocusEvent, PointerEvent } from 'react'
import { useDesk } from '../../store/desk-store.ts'
import { holdOrder, holdPlace } from './hold-place.ts'
import type { ListRow } from './list-rows.ts'

export interface Held {
  /** The card that must not move: the one under the pointer, else the one that has the focus. */
  id: string | null
  handlers: {
    onPointerOver: (event: PointerEvent) => void
    onPointerLeave: () => void
    onFocusCapture: (event: FocusEvent) => void
    onBlurCapture: () => void
  }
}

/** Which card of a list the host is at. */
export function useHeld(): Held {
  const [pointed, setPointed] = useState<string | null>(null)
  const [focused, setFocused] = useState<string | null>(null)
  return {
    id: pointed ?? focused,
    handlers: {
      onPointerOver: ({ target }) => setPointed(cardAt(target)),
      onPointerLeave: () => setPointed(null),
      onFocusCapture: ({ target }) => setFocused(cardAt(target)),
      onBlurCapture: () => setFocused(null),
    },
  }
}

function cardAt(target: EventTarget): string | null {
  if (!(target instanceof Element)) return null
  return target.closest<HTMLElement>('[data-reservation-id]')?.dataset.reservationId ?? null
}

/** The lines to show: the held card keeps its place, unless the host asked for other lines. */
export function useHeldRows(
  rows: readonly ListRow[],
  held: string | null,
  asked: string,
): readonly ListRow[] {
  const [drawn, setDrawn] = useState({ rows, held, asked, shown: rows })
  if (drawn.rows === rows && drawn.held === held && drawn.asked === asked) return drawn.shown
  // A reservation that is gone altogether leaves nothing to hold.
  const holds = drawn.asked === asked && held !== null && useDesk.getState().byId.has(held)
  const shown = holds ? holdPlace(drawn.shown, rows, held) : rows
  setDrawn({ rows, held, asked, shown })
  return shown
}

/**
 * The parties to show in a short list, which is drawn whole: while it is held no row moves, unless the host asked for
 * other parties.
 */
export function useHeldOrder(ids: readonly string[], held: boolean, asked = ''): readonly string[] {
  const wanted = ids.join()
  const [drawn, setDrawn] = useState({ wanted, held, asked, shown: ids })
  if (drawn.wanted === wanted && drawn.held === held && drawn.asked === asked) return drawn.shown
  const shown = held && drawn.asked === asked ? holdOrder(drawn.shown, ids) : ids
  setDrawn({ wanted, held, asked, shown })
  return shown
}

/** A size that does not shrink while something is held, so that what is at the end of the list stays, too. */
export function useHeldSize(size: number, held: string | null): number {
  const [most, setMost] = useState(size)
  const next = held === null ? size : Math.max(size, most)
  if (next !== most) setMost(next)
  return next
}
