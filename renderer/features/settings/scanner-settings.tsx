import { useTranslation } from 'react-i18next'
import type { Camera } from '../../scanners/camera.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Switch } from '../../ui/switch.tsx'
import { CameraPicker } from '../scan/camera-picker.tsx'

/** What reads the codes. */
export function ScannerSettings({ cameras }: { cameras: readonly Camera[] }) {
  const { t } = useTranslation()
  const { cameraOn, cameraId } = useDesk((desk) => desk.settings)
  return (
    <>
      <Switch
        label={t('settings.camera')}
        text={t('settings.cameraText')}
        on={cameraOn}
        onChange={(on) => void window.desk.changeSettings({ cameraOn: on })}
      />
      {cameraOn && cameras.length > 0 && <CameraPicker cameras={cameras} chosen={cameraId} />}
    </>
  )
}
