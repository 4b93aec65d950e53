import i18next from 'i18next'
import type { DeskReservation } from '../../../contract/ipc.ts'
import type { ReservationChanges } from '../../../contract/reservation.ts'
import { updateReservation } from '../../actions.ts'
import { useDesk } from '../../store/desk-store.ts'
import { wayBack } from '../../way-back.ts'
import { showProblem } from './show-problem.tsx'
import { showToast } from './show-toast.tsx'

/** Long enough to read it, be interrupted, and press. */
const undoMs = 10_000

/** Changes a reservation, says so, and offers to take it back. Whether main took the change. */
export async function changeUndoably(
  before: DeskReservation,
  changes: ReservationChanges,
  title: string,
): Promise<boolean> {
  const answer = await updateReservation({ id: before.id, changes })
  if (!answer.ok) {
    showProblem(answer.problem.code)
    return false
  }
  showToast(
    { sign: 'done', title },
    {
      id: `undo-${before.id}`,
      duration: undoMs,
      action: { label: i18next.t('app.undo'), run: () => void takeBack(before, changes) },
    },
  )
  return true
}

async function takeBack(before: DeskReservation, changes: ReservationChanges): Promise<void> {
  const status = useDesk.getState().byId.get(before.id)?.status
  if (status === undefined) return
  const way = changes.status === undefined ? [] : wayBack(status, before.status)
  const fields = asBefore(before, changes)
  const [first, ...rest] = way.map((step): ReservationChanges => ({ status: step }))
  for (const step of [{ ...fields, ...first }, ...rest]) {
    if (Object.keys(step).length === 0) continue
    const answer = await updateReservation({ id: before.id, changes: step })
    if (!answer.ok) {
      showProblem(answer.problem.code)
      return
    }
  }
}

/** What the fields of a change were, but for the status, which is led back step by step. */
function asBefore(before: DeskReservation, changes: ReservationChanges): ReservationChanges {
  return {
    ...(changes.table !== undefined && { table: before.table ?? null }),
    ...(changes.startsAt !== undefined && { startsAt: before.startsAt }),
    ...(changes.quotedFor !== undefined && { quotedFor: before.quotedFor ?? null }),
  }
}
