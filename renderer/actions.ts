import type { CommandInput, CommandOutput, ScanInput, Verdict } from '../contract/ipc.ts'
import { baseOf } from '../contract/merge.ts'
import type { ReservationChanges } from '../contract/reservation.ts'
import { answered } from './answered.ts'
import { showProblem } from './features/toasts/show-problem.tsx'
import { ownRequests } from './own-requests.ts'
import { useDesk } from './store/desk-store.ts'
import { forgetDone, rememberDone } from './undo.ts'

/** Asks main for a new reservation. */
export function createReservation(
  input: CommandInput<'createReservation'>,
): Promise<CommandOutput<'createReservation'>> {
  return ownRequests.track(['created'], answered(window.desk.createReservation(input)), (answer) =>
    answer.ok ? answer.value.id : undefined,
  )
}

/** Asks main to change a reservation; without a base, as the screen shows it now. */
export function updateReservation(
  input: CommandInput<'updateReservation'>,
): Promise<CommandOutput<'updateReservation'>> {
  const kind = input.changes.status === 'cancelled' ? 'cancelled' : 'changed'
  return ownRequests.track(
    [kind],
    answered(window.desk.updateReservation({ ...input, base: input.base ?? seenNow(input) })),
    (answer) => (answer.ok ? input.id : undefined),
  )
}

/** Sends the host's choice between two edits. */
export function resolveConflict(
  input: CommandInput<'resolveConflict'>,
): Promise<CommandOutput<'resolveConflict'>> {
  return ownRequests.track(['changed'], answered(window.desk.resolveConflict(input)), (answer) =>
    answer.ok && input.mine.length > 0 ? input.reservationId : undefined,
  )
}

function seenNow({ id, changes }: CommandInput<'updateReservation'>): ReservationChanges | undefined {
  const row = useDesk.getState().byId.get(id)
  return row && baseOf(row, changes)
}

/** Asks main to judge a scan. The same code again within two seconds causes no event of its own. */
export async function scan(input: ScanInput): Promise<CommandOutput<'scan'>> {
  const answer = await ownRequests.track(['scanned'], answered(window.desk.scan(input)), (answer) =>
    answer.ok && !answer.value.repeated ? (answer.value.reservation?.id ?? '') : undefined,
  )
  if (answer.ok) rememberScan(answer.value)
  return answer
}

function rememberScan({ scanId, outcome, repeated }: Verdict): void {
  if (outcome !== 'admitted' || repeated) return
  rememberDone({ key: scanId, at: Date.now(), undo: () => takeScanBack(scanId) })
}

/** Takes a scan back and shows what that came to. */
export async function takeScanBack(scanId: string): Promise<boolean> {
  const answer = await undoScan(scanId)
  if (answer.ok) useDesk.getState().showVerdict(answer.value)
  else showProblem(answer.problem.code)
  return answer.ok
}

/** Asks main to let more people in than a party has, by a manager's PIN. */
export async function admitWithPin(
  input: CommandInput<'admitWithPin'>,
): Promise<CommandOutput<'admitWithPin'>> {
  const answer = await ownRequests.track(['scanned'], answered(window.desk.admitWithPin(input)), (answer) =>
    answer.ok && answer.value.outcome === 'admitted' ? (answer.value.reservation?.id ?? '') : undefined,
  )
  if (answer.ok) rememberScan(answer.value)
  return answer
}

/** Asks main to take a scan back. */
export async function undoScan(scanId: string): Promise<CommandOutput<'undoScan'>> {
  forgetDone(scanId)
  return ownRequests.track(['undone'], answered(window.desk.undoScan({ scanId })), (answer) =>
    answer.ok ? answer.value.reservation?.id : undefined,
  )
}
