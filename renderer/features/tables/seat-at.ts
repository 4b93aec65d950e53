import i18next from 'i18next'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { useDesk } from '../../store/desk-store.ts'
import { changeGuest, stepTo } from '../../edits.ts'

/** Gives a party a table, and with `seat` sits it down, there or anywhere; then back to where the host was. */
export async function seatAt(party: DeskReservation, table: string | null, seat: boolean): Promise<void> {
  const done = await changeGuest(
    party,
    {
      ...(table !== null && { table }),
      ...(seat && stepTo(party, 'seated')),
    },
    wordsOf(party.customer.name, table, seat),
  )
  if (!done) return
  useDesk.getState().stopPlacing()
  focusParty(party.id)
}

function wordsOf(name: string, table: string | null, seat: boolean): string {
  const { t } = i18next
  if (table === null) return t('evening.tables.seatedAnywhere', { name })
  return seat ? t('evening.tables.seated', { name, table }) : t('evening.tables.kept', { name, table })
}

/** Frames within which a list has drawn its cards. */
const mostFrames = 10

/** The keyboard goes on at this party where it is shown, else at the tab of the view. */
export function focusParty(id: string, frames = mostFrames): void {
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`[data-reservation-id="${id}"]`)
    if (card) card.focus({ preventScroll: true })
    else if (frames > 0) focusParty(id, frames - 1)
    else document.getElementById(`tab-${useDesk.getState().view}`)?.focus()
  })
}
