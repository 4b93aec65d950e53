import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { ScanRow } from './scan-row.tsx'

/** So many stand beside the camera; the rest is in the history. */
const shownBeside = 30

/** What this desk scanned last, newest first. */
export function RecentScans() {
  const t = useT()
  const scans = useDesk((desk) => desk.scans)
  const openDialog = useDesk((desk) => desk.openDialog)
  return (
    <section className="recent" aria-labelledby="recent-title">
      <header className="recent-head">
        <h2 id="recent-title">{t('scan.recent')}</h2>
        <Button look="quiet" data-testid="open-scan-history" onClick={() => openDialog('scan-history')}>
          {t('scanHistory.open')}
        </Button>
      </header>
      {scans.length === 0 ? (
        <p className="recent-none">{t('scan.none')}</p>
      ) : (
        <ul>
          {scans.slice(0, shownBeside).map((verdict) => (
            <ScanRow key={verdict.scanId} verdict={verdict} />
          ))}
        </ul>
      )}
    </section>
  )
}
