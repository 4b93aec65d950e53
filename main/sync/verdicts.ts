import type { Verdict } from '../../contract/ipc.ts'
import type { Reservation } from '../../contract/reservation.ts'
import type { ScanOutcome, ScanResponse } from '../../contract/scan.ts'

/** What the server recorded of a scan takes the place of what this desk judged alone. */
export function judgedAgain(
  verdict: Verdict,
  outcome: ScanOutcome,
  reservation: Reservation | undefined,
): Verdict {
  const judged = {
    ...verdict,
    outcome,
    ...(reservation ? { reservation: { ...reservation, pending: false } } : {}),
    provisional: false,
  }
  if (outcome !== verdict.outcome) {
    // They explained the other outcome.
    delete judged.reason
    delete judged.previous
  }
  return judged
}

/** The server's answer to the scan itself says more than its event does. */
export function answeredVerdict(verdict: Verdict, answer: ScanResponse): Verdict {
  const judged = judgedAgain(verdict, answer.outcome, answer.reservation)
  return {
    ...judged,
    ...(answer.reason === undefined ? {} : { reason: answer.reason }),
    ...(answer.previous ? { previous: answer.previous } : {}),
    ...(answer.scan.decision === undefined ? {} : { decision: answer.scan.decision }),
    undone: judged.undone || answer.scan.undoneAt !== undefined,
  }
}

export function undoneVerdict(verdict: Verdict, reservation: Reservation | undefined): Verdict {
  return {
    ...verdict,
    ...(reservation ? { reservation: { ...reservation, pending: false } } : {}),
    undone: true,
    provisional: false,
  }
}
