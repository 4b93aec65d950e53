import { useState } from 'react'
import type { FocusEvent, KeyboardEvent } from 'react'
import { useDesk } from '../../store/desk-store.ts'

/** One Tab stop for a short list of parties; up and down walk over it, Enter opens one. */
export function useListKeys(ids: readonly string[]): {
  currentId: string | undefined
  handlers: { onKeyDown: (event: KeyboardEvent<HTMLElement>) => void; onFocus: (event: FocusEvent) => void }
} {
  const [chosen, setChosen] = useState<string>()
  const currentId = chosen !== undefined && ids.includes(chosen) ? chosen : ids[0]

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const id = event.target instanceof HTMLElement ? event.target.dataset.reservationId : undefined
    if (id === undefined) return
    if (event.key === 'Enter') useDesk.getState().openGuest(id)
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const target = by === 0 ? undefined : ids[ids.indexOf(id) + by]
    if (target === undefined) return
    event.preventDefault()
    event.currentTarget.querySelector<HTMLElement>(`[data-reservation-id="${target}"]`)?.focus()
  }

  const onFocus = ({ target }: FocusEvent) =>
    setChosen(target.closest<HTMLElement>('[data-reservation-id]')?.dataset.reservationId)
  return { currentId, handlers: { onKeyDown, onFocus } }
}
