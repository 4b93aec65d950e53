import type { CommandInput, CommandOutput, ScanInput } from '../contract/ipc.ts'
import { answered } from './answered.ts'
import { ownRequests } from './own-requests.ts'

/** Asks main for a new reservation. */
export function createReservation(
  input: CommandInput<'createReservation'>,
): Promise<CommandOutput<'createReservation'>> {
  return ownRequests.track(['created'], answered(window.desk.createReservation(input)), (answer) =>
    answer.ok ? answer.value.id : undefined,
  )
}

/** Asks main to change a reservation. */
export function updateReservation(
  input: CommandInput<'updateReservation'>,
): Promise<CommandOutput<'updateReservation'>> {
  const kind = input.changes.status === 'cancelled' ? 'cancelled' : 'changed'
  return ownRequests.track([kind], answered(window.desk.updateReservation(input)), (answer) =>
    answer.ok ? input.id : undefined,
  )
}

/** Asks main to judge a scan. The same code again within two seconds causes no event of its own. */
export function scan(input: ScanInput): Promise<CommandOutput<'scan'>> {
  return ownRequests.track(['scanned'], answered(window.desk.scan(input)), (answer) =>
    answer.ok && !answer.value.repeated ? (answer.value.reservation?.id ?? '') : undefined,
  )
}

/** Asks main to let more people in than a party has, by a manager's PIN. */
export function admitWithPin(input: CommandInput<'admitWithPin'>): Promise<CommandOutput<'admitWithPin'>> {
  return ownRequests.track(['scanned'], answered(window.desk.admitWithPin(input)), (answer) =>
    answer.ok && answer.value.outcome === 'admitted' ? (answer.value.reservation?.id ?? '') : undefined,
  )
}

/** Asks main to take a scan back. */
export function undoScan(scanId: string): Promise<CommandOutput<'undoScan'>> {
  return ownRequests.track(['undone'], answered(window.desk.undoScan({ scanId })), (answer) =>
    answer.ok ? answer.value.reservation?.id : undefined,
  )
}
