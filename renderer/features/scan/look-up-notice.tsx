import '../shell/notices.css'
import { Eye } from 'lucide-react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'

/** As long as scans let nobody in, the desk says so, with the way back. */
export function LookUpNotice() {
  const t = useT()
  const mode = useDesk((desk) => desk.scanMode)
  const setScanMode = useDesk((desk) => desk.setScanMode)
  if (mode === 'admit') return null
  return (
    <div className="notice" data-tone="teal" role="status" data-testid="look-up-notice">
      <Eye aria-hidden />
      <p>{t('scanMode.lookUpOn')}</p>
      <Button onClick={() => setScanMode('admit')}>
        {t('scanMode.back')} <kbd>{t('scanMode.key')}</kbd>
      </Button>
    </div>
  )
}
