import i18next from 'i18next'
import type { CommandInput, DeskReservation } from '../contract/ipc.ts'
import { baseOf, changesTo, editsOf } from '../contract/merge.ts'
import { applyChanges, canTransition } from '../contract/reservation.ts'
import type { ReservationChanges, ReservationStatus } from '../contract/reservation.ts'
import { createReservation, updateReservation } from './actions.ts'
import { isoNow } from './clock.ts'
import { showProblem } from './features/toasts/show-problem.tsx'
import { hideToast, showToast } from './features/toasts/show-toast.tsx'
import type { ToastId, ToastOptions, ToastWords } from './features/toasts/show-toast.tsx'
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
  const { value } = answer
  offerUndo(title ?? doneWords(value.customer.name, changes), seen.id, () => takeBack(value, base, changes))
  return true
}

/**
 * The changes that take a party to a status. Until when it stays counts from its time: one that has had to wait begins
 * its evening as it sits down.
 */
export function stepTo(
  { status, quotedFor }: Pick<DeskReservation, 'status' | 'quotedFor'>,
  to: ReservationStatus,
): ReservationChanges {
  const hasWaited = status === 'waitlist' || (status === 'arrived' && quotedFor !== undefined)
  return { status: to, ...(to === 'seated' && hasWaited && { startsAt: isoNow() }) }
}

function doneWords(name: string, { status }: ReservationChanges): string {
  const { t } = i18next
  return status ? t(`done.${status}`, { name }) : t('done.edited', { name })
}

/**
 * Makes a reservation, which the host can take back: it is cancelled then.
 * @returns Whether main took it; a problem was shown otherwise.
 */
export async function book(input: CommandInput<'createReservation'>): Promise<boolean> {
  const made = await make(input)
  if (made) rememberEdit(() => cancel(made))
  return made !== null
}

/** Lets people in who have no reservation, and offers to take it back. */
export async function letIn(walkIn: CommandInput<'createReservation'>): Promise<boolean> {
  const made = await make(walkIn)
  if (!made) return false
  const { t } = i18next
  const { id, customer, partySize } = made
  const title = t('done.walkIn', { name: customer.name, people: t('list.people', { count: partySize }) })
  offerUndo(title, id, () => cancel(made))
  return true
}

async function make(input: CommandInput<'createReservation'>): Promise<DeskReservation | null> {
  const answer = await createReservation(input)
  if (answer.ok) return answer.value
  showProblem(answer.problem.code)
  return null
}

async function cancel({ id }: DeskReservation): Promise<boolean> {
  return finish(await updateReservation({ id, changes: { status: 'cancelled' } }))
}

/** Long enough to read it, be interrupted, and press. */
const undoMs = 10_000

function offerUndo(title: string, id: string, undo: () => Promise<boolean>): void {
  const key = rememberEdit(undo)
  const action = { label: i18next.t('app.undo'), run: () => void undoThis(key) }
  tellOfGuest(id, { sign: 'done', title }, { duration: undoMs, action })
}

/** What is said of each guest: one notice of a guest is enough. */
const lastNotices = new Map<string, ToastId>()

/** Each is a toast of its own: one that took the id of another that is on its way out would go along with it. */
function tellOfGuest(id: string, words: ToastWords, options: Omit<ToastOptions, 'id' | 'onGone'> = {}): void {
  const last = lastNotices.get(id)
  if (last !== undefined) hideToast(last)
  const notice = showToast(words, {
    ...options,
    onGone: () => {
      if (lastNotices.get(id) === notice) lastNotices.delete(id)
    },
  })
  lastNotices.set(id, notice)
}

function rememberEdit(undo: () => Promise<boolean>): string {
  const key = `edit-${++lastKey}`
  rememberDone({ key, at: Date.now(), undo })
  return key
}

/**
 * The reverse of an edit, from what it made to what it began from. Where somebody else has changed a field since,
 * main asks the host, as with any edit.
 * @param edited The reservation as the edit left it: on another day, the list does not have it any more.
 */
async function takeBack(
  edited: DeskReservation,
  base: ReservationChanges,
  changes: ReservationChanges,
): Promise<boolean> {
  const { id } = edited
  const now = useDesk.getState().byId.get(id) ?? edited
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
  const { id, customer } = answer.value
  tellOfGuest(id, { sign: 'undone', title: i18next.t('done.undone', { name: customer.name }) })
  return true
}
