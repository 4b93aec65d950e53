import './scan-row.css'
import type { Verdict } from '../../../contract/ipc.ts'
import { takeScanBack } from '../../actions.ts'
import { useClock } from '../../clock.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { ToneSign } from './tone-sign.tsx'
import { shortVerdict, verdictWords } from './verdict-words.ts'

/** A desk may take a scan back for so long; after that a manager does. */
const undoableMs = 15 * 60_000

interface ScanRowProps {
  verdict: Verdict
  /** Opens the reservation; without it the row is only read. */
  onOpen?: () => void
}

/** One scan of this desk: who, what became of it, and the way back as long as there is one. */
export function ScanRow({ verdict, onOpen }: ScanRowProps) {
  const t = useT()
  const clock = useClockface()
  const { tone, title } = verdictWords(verdict, t, clock)
  const undoable = useClock(
    (now) => verdict.outcome === 'admitted' && !verdict.undone && now - Date.parse(verdict.at) < undoableMs,
  )
  const override = verdict.overrideReason
  const words = (
    <>
      <strong>{title}</strong>
      <span>
        {shortVerdict(verdict, t, clock)}
        {override !== undefined && ` · ${t('override.said', { reason: override })}`}
      </span>
    </>
  )
  return (
    <li className="recent-scan" data-tone={tone} data-testid="scan-row" data-outcome={verdict.outcome}>
      <span className="recent-sign">
        <ToneSign tone={tone} size="1.25rem" />
      </span>
      {onOpen && verdict.reservation ? (
        <button type="button" className="recent-words" data-row onClick={onOpen}>
          {words}
        </button>
      ) : (
        // Also a row without a reservation is passed by the arrow keys.
        <div className="recent-words" {...(onOpen && { 'data-row': true, tabIndex: -1 })}>
          {words}
        </div>
      )}
      <div className="recent-end">
        <time dateTime={verdict.at}>{clock.time(verdict.at)}</time>
        {undoable && (
          <button
            type="button"
            aria-label={`${t('app.undo')}: ${title}`}
            onClick={() => void takeScanBack(verdict.scanId)}
          >
            {t('app.undo')}
          </button>
        )}
      </div>
    </li>
  )
}
