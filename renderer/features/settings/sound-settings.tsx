import './sound-settings.css'
import type { SettingsChanges } from '../../../contract/ipc.ts'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../sound/play.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { flash, wantsStillness } from '../scan/flash.tsx'

const set = (changes: SettingsChanges) => void window.desk.changeSettings(changes)

/** How a verdict is told beside the band: by a sound, and by a flash of the whole screen. */
export function SoundSettings() {
  const t = useT()
  const { soundOn, volume, flashOn } = useDesk((desk) => desk.settings)
  return (
    <>
      <Switch
        label={t('settings.sound')}
        text={t('settings.soundText')}
        on={soundOn}
        onChange={(on) => set({ soundOn: on })}
      />
      {soundOn && (
        <div className="sound-settings">
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
      <Switch
        label={t('soundSettings.flash')}
        text={wantsStillness() ? t('soundSettings.flashReduced') : t('soundSettings.flashText')}
        on={flashOn}
        onChange={(on) => set({ flashOn: on })}
      />
      {flashOn && (
        <div className="sound-settings">
          <div role="group" aria-label={t('soundSettings.flashTest')}>
            <Button onClick={() => flash('green')}>{t('settings.testGreen')}</Button>
            <Button onClick={() => flash('amber')}>{t('settings.testAmber')}</Button>
            <Button onClick={() => flash('red')}>{t('settings.testRed')}</Button>
          </div>
        </div>
      )}
    </>
  )
}
