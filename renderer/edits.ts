import i18next from 'i18next'
import type { CommandInput, DeskReservation } from '../contract/ipc.ts'
import { baseOf, changesTo, editsOf } from '../contract/merge.ts'
import { applyChanges, canTransition } from '../contract/reservation.ts'
import type { ReservationChanges } from '../contract/reservation.ts'
import { createReservation, updateReservation } from './actions.ts'
import { showProblem } from './features/toasts/show-problem.tsx'
import { showToast } from './features/toasts/show-toast.tsx'
import { useDesk } from './store/desk-store.ts'
import { rememberDone, undoThis } from './undo.ts'
import { wayBack } from './way-back.ts'

let lastKey = 0

/**
 * Changes a reservation as the host wants it, says so, and offers to take it back.
 * @param seen The reservation as the host saw it.
 * @param title What is said; without it, what the change comes to.
 * @returns Whether main took it; a problem was shown otherwise.
 */
export async function changeGuest(
  seen: DeskReservation,
  changes: ReservationChanges,
  title?: string,
): Promise<boolean> {
  const base = baseOf(seen, changes)
  const answer = await updateReservation({ id: seen.id, changes, base })
  if (!answer.ok) {
    showProblem(answer.problem.code)
    return false
  }
  offerUndo(title ?? doneWords(answer.value.customer.name, changes), seen.id, () =>
    takeBack(seen.id, base, changes),
  )
  return true
}

function doneWords(name: string, { status }: ReservationChanges): string {
  const { t } = i18next
  return status ? t(`done.${status}`, { name }) : t('done.edited', { name })
}

/** Lets people in who have no reservation, and offers to take it back. */
export async function letIn(walkIn: CommandInput<'createReservation'>): Promise<boolean> {
  const answer = await createReservation(walkIn)
  if (!answer.ok) {
    showProblem(answer.problem.code)
    return false
  }
  const { t } = i18next
  const { id, customer, partySize } = answer.value
  const title = t('done.walkIn', { name: customer.name, people: t('list.people', { count: partySize }) })
  offerUndo(title, id, async () => finish(await updateReservation({ id, changes: { status: 'cancelled' } })))
  return true
}

/** Long enough to read it, be interrupted, and press. */
const undoMs = 10_000

function offerUndo(title: string, id: string, undo: () => Promise<boolean>): void {
  const key = `edit-${++lastKey}`
  rememberDone({ key, at: Date.now(), undo })
  const action = { label: i18next.t('app.undo'), run: () => void undoThis(key) }
  showToast({ sign: 'done', title }, { id: `undo-${id}`, duration: undoMs, action })
}

/**
 * The reverse of an edit, from what it made to what it began from. Where somebody else has changed a field since,
 * main asks the host, as with any edit.
 */
async function takeBack(id: string, base: ReservationChanges, changes: ReservationChanges): Promise<boolean> {
  const now = useDesk.getState().byId.get(id)
  if (!now) {
    showProblem('not_found')
    return false
  }
  const edits = editsOf(base, changes)
  const made = changesTo(now, new Map(edits.map(({ field, mine }) => [field, mine])))
  // As it was after the edit, whatever has become of it.
  let after = made ? applyChanges(now, made) : now
  const back = changesTo(after, new Map(edits.map(({ field, base: before }) => [field, before])))
  if (!back) return true
  if (back.status !== undefined && now.status === after.status && !canTransition(now.status, back.status)) {
    // A party that was seated at once was never at the door: it goes back by the way of the table.
    for (const status of wayBack(now.status, back.status).slice(0, -1)) {
      const stepped = await updateReservation({ id, changes: { status }, base: { status: after.status } })
      if (!stepped.ok) return finish(stepped)
      after = { ...after, status }
    }
  }
  return finish(await updateReservation({ id, changes: back, base: baseOf(after, back) }))
}

function finish(answer: Awaited<ReturnType<typeof updateReservation>>): boolean {
  if (!answer.ok) {
    showProblem(answer.problem.code)
    return false
  }
  const { t } = i18next
  showToast(
    { sign: 'undone', title: t('done.undone', { name: answer.value.customer.name }) },
    { id: `undo-${answer.value.id}` },
  )
  return true
}
