import './scan-conflicts-dialog.css'
import { useState } from 'react'
import type { Conflict } from '../../../contract/conflict.ts'
import type { ConflictDecision } from '../../../contract/scan.ts'
import { answered } from '../../answered.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showProblem } from '../toasts/show-problem.tsx'
import { countsAfter } from './counts-after.ts'

/** Scans of which a desk alone told the guest otherwise than the server counts: who let in whom, when, and the choice. */
export function ScanConflictsDialog() {
  const t = useT()
  const conflicts = useDesk((desk) => desk.conflicts)
  const close = () => useDesk.getState().openDialog(null)
  return (
    <Dialog title={t('dispute.title')} onClose={close}>
      <div className="dialog-body" data-testid="scan-conflicts">
        <p className="dialog-text">{conflicts.length === 0 ? t('dispute.none') : t('dispute.text')}</p>
        <ul className="disputes">
          {conflicts.map((conflict) => (
            <Dispute
              key={conflict.scan.scanId}
              conflict={conflict}
              onDone={() => conflicts.length === 1 && close()}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

function Dispute({ conflict, onDone }: { conflict: Conflict; onDone: () => void }) {
  const t = useT()
  const clock = useClockface()
  const [busy, setBusy] = useState(false)
  const { scan, reservation, admissions, deskOutcome } = conflict
  const name = reservation?.customer.name ?? t('dispute.nobody')
  const after = countsAfter(conflict)

  async function decide(decision: ConflictDecision): Promise<void> {
    setBusy(true)
    const answer = await answered(window.desk.decideConflict({ scanId: scan.scanId, decision }))
    setBusy(false)
    if (answer.ok) onDone()
    else showProblem(answer.problem.code)
  }

  return (
    <li className="dispute" data-testid="scan-conflict" data-scan-id={scan.scanId}>
      <header>
        <h3>{name}</h3>
        {reservation && (
          <span>
            {t('dispute.party', { arrived: reservation.arrivedCount, size: reservation.partySize })}
          </span>
        )}
      </header>
      <ol>
        {admissions.map(({ scanId, at, deviceName, people }) => (
          <li key={scanId}>
            <time dateTime={at}>{clock.time(at)}</time>
            <span>{deviceName}</span>
            <span>{t('dispute.letIn', { count: people })}</span>
          </li>
        ))}
        <li data-disputed>
          <time dateTime={scan.scannedAt}>{clock.time(scan.scannedAt)}</time>
          <span>{scan.deviceName}</span>
          <span>
            {deskOutcome === 'admitted'
              ? t('dispute.letInAlone', { count: scan.people })
              : t('dispute.sentAway', { count: scan.people })}
          </span>
        </li>
      </ol>
      <div className="dispute-choice" role="group" aria-label={t('dispute.choice', { name })}>
        {(['annul', 'keep'] as const).map((decision) => (
          <Button
            key={decision}
            look={decision === 'keep' ? 'main' : 'plain'}
            disabled={busy}
            onClick={() => void decide(decision)}
          >
            {t(`dispute.${decision}`)}
            <small>{t('dispute.after', { count: after[decision] })}</small>
          </Button>
        ))}
      </div>
    </li>
  )
}
