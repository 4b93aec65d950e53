import '../../ui/segmented.css'
import './scan-modes.css'
import { DoorOpen, Eye } from 'lucide-react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'

const modes = [
  { mode: 'admit', Icon: DoorOpen },
  { mode: 'look-up', Icon: Eye },
] as const

/** What a scan does: lets people in, or only says who they are. */
export function ScanModes() {
  const t = useT()
  const chosen = useDesk((desk) => desk.scanMode)
  const setScanMode = useDesk((desk) => desk.setScanMode)
  return (
    <div className="segmented scan-modes" role="group" aria-label={t('scanMode.label')}>
      {modes.map(({ mode, Icon }) => (
        <button
          key={mode}
          type="button"
          className="segment"
          data-testid={`mode-${mode}`}
          aria-pressed={mode === chosen}
          aria-keyshortcuts={t('scanMode.key')}
          onClick={() => setScanMode(mode)}
        >
          <Icon aria-hidden />
          {mode === 'admit' ? t('scanMode.admit') : t('scanMode.lookUp')}
        </button>
      ))}
    </div>
  )
}
