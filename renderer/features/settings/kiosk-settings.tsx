import { Maximize, LockKeyholeOpen } from 'lucide-react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'

/** The way into kiosk mode, and out of it. */
export function KioskSettings() {
  const t = useT()
  const kiosk = useDesk((desk) => desk.settings.kiosk)
  const paired = useDesk((desk) => desk.business !== null)
  const openDialog = useDesk((desk) => desk.openDialog)
  return (
    <div className="settings-row settings-rule">
      <div>
        <strong>{t('kiosk.title')}</strong>
        <p className="dialog-text">{kiosk ? t('kiosk.on') : t('kiosk.text')}</p>
      </div>
      {kiosk ? (
        <Button icon={<LockKeyholeOpen aria-hidden />} onClick={() => openDialog('leave-kiosk')}>
          {t('kiosk.leave')}
        </Button>
      ) : (
        <Button
          icon={<Maximize aria-hidden />}
          disabled={!paired}
          onClick={() => void window.desk.enterKiosk()}
        >
          {t('kiosk.enter')}
        </Button>
      )}
    </div>
  )
}
