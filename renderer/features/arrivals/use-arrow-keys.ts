import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FocusEvent, KeyboardEvent, RefObject } from 'react'
import { currentTime } from '../../clock.ts'
import { useDesk } from '../../store/desk-store.ts'
import { offerFocus } from './list-focus.ts'
import { cardIds } from './list-rows.ts'
import type { ListRow } from './list-rows.ts'
import { nowRow } from './now-row.ts'

export interface ArrowKeys {
  /** The one card that Tab reaches; the arrows walk from here. */
  currentId: string | undefined
  /** The card that takes the focus once it is drawn. */
  wanted: RefObject<string | null>
  onKeyDown: (event: KeyboardEvent) => void
  onFocus: (event: FocusEvent) => void
}

/** One Tab stop for the whole list; up and down walk over its cards, Enter opens one. */
export function useArrowKeys(rows: readonly ListRow[]): ArrowKeys {
  const ids = useMemo(() => cardIds(rows), [rows])
  const [chosen, setChosen] = useState<string>()
  const wanted = useRef<string | null>(null)
  const known = useMemo(() => new Set(ids), [ids])
  const first = useMemo(() => firstAt(rows), [rows])
  const currentId = chosen !== undefined && known.has(chosen) ? chosen : first

  const focusCard = useCallback((id: string | undefined) => {
    if (id === undefined) return
    wanted.current = id
    setChosen(id)
  }, [])

  useEffect(() => offerFocus(() => focusCard(ids[0])), [ids, focusCard])

  function onKeyDown(event: KeyboardEvent): void {
    const id = cardOf(event.target)
    if (id === undefined) return
    const { openGuest, openGuestId } = useDesk.getState()
    if (event.key === 'Enter') {
      event.preventDefault()
      openGuest(id)
      return
    }
    const target = targetOf(event.key, ids, id)
    if (target === undefined) return
    event.preventDefault()
    focusCard(target)
    if (openGuestId !== null) openGuest(target)
  }

  const onFocus = (event: FocusEvent) => {
    const id = cardOf(event.target)
    if (id !== undefined) setChosen(id)
  }

  return { currentId, wanted, onKeyDown, onFocus }
}

/** Where the keyboard comes in: the party at this hour. */
function firstAt(rows: readonly ListRow[]): string | undefined {
  const index = nowRow(rows, currentTime())
  // After every heading there is a card.
  return (rows[index]?.kind === 'card' ? rows[index] : rows[index + 1])?.key
}

function cardOf(target: EventTarget): string | undefined {
  return target instanceof HTMLElement ? target.dataset.reservationId : undefined
}

function targetOf(key: string, ids: readonly string[], id: string): string | undefined {
  const index = ids.indexOf(id)
  switch (key) {
    case 'ArrowDown':
      return ids[index + 1]
    case 'ArrowUp':
      return ids[index - 1]
    case 'Home':
      return ids[0]
    case 'End':
      return ids.at(-1)
    default:
      return undefined
  }
}
