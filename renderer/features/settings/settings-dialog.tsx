import './settings-dialog.css'
import { useTranslation } from 'react-i18next'
import type { Settings, SettingsChanges } from '../../../contract/ipc.ts'
import type { Camera } from '../../scanners/camera.ts'
import { playTone } from '../../sound/play.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { CameraPicker } from '../scan/camera-picker.tsx'

/** What the host chooses. Each choice holds at once. */
export function SettingsDialog({ cameras }: { cameras: readonly Camera[] }) {
  const { t } = useTranslation()
  const settings = useDesk((desk) => desk.settings)
  const openDialog = useDesk((desk) => desk.openDialog)
  const set = (changes: SettingsChanges) => void window.desk.changeSettings(changes)
  return (
    <Dialog title={t('settings.title')} onClose={() => openDialog(null)}>
      <div className="dialog-body">
        <Choice
          label={t('settings.language')}
          value={settings.language}
          options={{ system: t('settings.system'), es: t('settings.es'), en: t('settings.en') }}
          onChange={(language) => set({ language })}
        />
        <Choice
          label={t('settings.theme')}
          value={settings.theme}
          options={{ system: t('settings.system'), light: t('settings.light'), dark: t('settings.dark') }}
          onChange={(theme) => set({ theme })}
        />
        <SoundSettings settings={settings} set={set} />
        <Switch
          label={t('settings.realTime')}
          text={t('settings.realTimeText')}
          on={settings.realTime}
          onChange={(realTime) => set({ realTime })}
        />
        <Switch
          label={t('settings.camera')}
          text={t('settings.cameraText')}
          on={settings.cameraOn}
          onChange={(cameraOn) => set({ cameraOn })}
        />
        {settings.cameraOn && cameras.length > 0 && (
          <CameraPicker cameras={cameras} chosen={settings.cameraId} />
        )}
        <DeskName />
      </div>
    </Dialog>
  )
}

interface SoundSettingsProps {
  settings: Settings
  set: (changes: SettingsChanges) => void
}

function SoundSettings({ settings: { soundOn, volume }, set }: SoundSettingsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Switch
        label={t('settings.sound')}
        text={t('settings.soundText')}
        on={soundOn}
        onChange={(on) => set({ soundOn: on })}
      />
      {soundOn && (
        <div className="settings-sound">
          <label>
            {t('settings.volume')}
            <input
              type="range"
              min={0}
              max={1}
              step={0.1}
              value={volume}
              onChange={(event) => set({ volume: event.target.valueAsNumber })}
            />
          </label>
          <div role="group" aria-label={t('settings.test')}>
            <Button onClick={() => playTone('green', volume)}>{t('settings.testGreen')}</Button>
            <Button onClick={() => playTone('amber', volume)}>{t('settings.testAmber')}</Button>
            <Button onClick={() => playTone('red', volume)}>{t('settings.testRed')}</Button>
          </div>
        </div>
      )}
    </>
  )
}

function DeskName() {
  const { t } = useTranslation()
  const name = useDesk((desk) => desk.device?.name)
  const openDialog = useDesk((desk) => desk.openDialog)
  return (
    <div className="settings-desk">
      <div>
        <strong>{t('settings.desk')}</strong>
        {name !== undefined && <p className="dialog-text">{name}</p>}
      </div>
      <Button onClick={() => openDialog('pairing')}>{t('settings.pairAgain')}</Button>
    </div>
  )
}
