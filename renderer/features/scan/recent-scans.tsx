import { useTranslation } from 'react-i18next'
import type { Verdict } from '../../../contract/ipc.ts'
import { undoScan } from '../../actions.ts'
import { useClock } from '../../clock.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useDesk } from '../../store/desk-store.ts'
import { showProblem } from '../toasts/show-problem.tsx'
import { ToneSign } from './tone-sign.tsx'
import { shortVerdict, verdictWords } from './verdict-words.ts'

/** A desk may take a scan back for so long; after that a manager does. */
const undoableMs = 15 * 60_000

/** What this desk scanned last, newest first. */
export function RecentScans() {
  const { t } = useTranslation()
  const scans = useDesk((desk) => desk.scans)
  return (
    <section className="recent" aria-labelledby="recent-title">
      <header className="recent-head">
        <h2 id="recent-title">{t('scan.recent')}</h2>
        <span>{t('scan.thisDesk')}</span>
      </header>
      {scans.length === 0 ? (
        <p className="recent-none">{t('scan.none')}</p>
      ) : (
        <ul>
          {scans.map((verdict) => (
            <RecentScan key={verdict.scanId} verdict={verdict} />
          ))}
        </ul>
      )}
    </section>
  )
}

function RecentScan({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation()
  const clock = useClockface()
  const { tone, title } = verdictWords(verdict, t, clock)
  const undoable = useClock(
    (now) => verdict.outcome === 'admitted' && !verdict.undone && now - Date.parse(verdict.at) < undoableMs,
  )
  return (
    <li className="recent-scan" data-tone={tone}>
      <span className="recent-sign">
        <ToneSign tone={tone} size="1.25rem" />
      </span>
      <div className="recent-words">
        <strong>{title}</strong>
        <p>{shortVerdict(verdict, t, clock)}</p>
      </div>
      <div className="recent-end">
        <time dateTime={verdict.at}>{clock.time(verdict.at)}</time>
        {undoable && (
          <button
            type="button"
            aria-label={`${t('app.undo')}: ${title}`}
            onClick={() => void takeBack(verdict.scanId)}
          >
            {t('app.undo')}
          </button>
        )}
      </div>
    </li>
  )
}

async function takeBack(scanId: string): Promise<void> {
  const answer = await undoScan(scanId)
  if (answer.ok) useDesk.getState().showVerdict(answer.value)
  else showProblem(answer.problem.code)
}
