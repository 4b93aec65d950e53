import { customerKey } from '../../contract/customer.ts'
import type { Verdict } from '../../contract/ipc.ts'
import type { Reservation } from '../../contract/reservation.ts'
import type { Finding } from '../alerts/finding.ts'
import type { Change } from '../store/protocol.ts'
import type { Model } from './model.ts'

/**
 * What a desk must not know any more of guests from before an instant: their rows with histories, verdicts, conflicts and
 * alerts. What is not sent yet, or waits for the host's word, is no part of it, nor is the row that it is about:
 * `heldBack` says that there was such a row. Pure.
 */
export function outdated(model: Model, before: string): { change: Change; heldBack: boolean } {
  const isWaiting = new Set<string>()
  for (const entry of model.entries.values()) {
    isWaiting.add(entry.id)
    if (entry.kind === 'undo') isWaiting.add(entry.scanId)
    if (entry.reservationId !== undefined) isWaiting.add(entry.reservationId)
  }
  const dayOf = (reservation: Pick<Reservation, 'startsAt'> | undefined, otherwise: string): string =>
    reservation?.startsAt ?? otherwise

  const old = [...model.rows.values()].filter(({ startsAt }) => startsAt < before)
  const rows = old.filter(({ id }) => !isWaiting.has(id)).map(({ id }) => id)
  const gone = new Set(rows)
  const clientKeys = new Set<string>()
  for (const { id, customer } of model.rows.values()) {
    const key = gone.has(id) ? null : customerKey(customer)
    if (key !== null) clientKeys.add(key)
  }
  const isOldVerdict = ({ scanId, reservation, at }: Verdict): boolean =>
    !isWaiting.has(scanId) && dayOf(reservation, at) < before
  const verdicts = [...model.verdicts.values()].filter(isOldVerdict).map(({ scanId }) => scanId)
  const conflicts = model.conflicts.filter(
    ({ reservation, scan }) => dayOf(reservation, scan.scannedAt) >= before,
  )
  const latest = model.alerts.latest.filter((finding) => atOf(finding) >= before)
  return {
    change: {
      forget: { rows, verdicts, clientKeys: [...clientKeys], before },
      ...(conflicts.length < model.conflicts.length && { conflicts }),
      ...(latest.length < model.alerts.latest.length && {
        // The newest are what nobody has looked at.
        alerts: { ...model.alerts, latest, unseen: Math.min(model.alerts.unseen, latest.length) },
      }),
    },
    heldBack: rows.length < old.length,
  }
}

function atOf(finding: Finding): string {
  return finding.kind === 'late' ? finding.startsAt : finding.at
}
