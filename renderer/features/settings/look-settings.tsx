import type { SettingsChanges } from '../../../contract/ipc.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Choice } from '../../ui/choice.tsx'

/** Percent, as a host finds them in a browser. */
const sizes = [100, 125, 150, 175, 200]

/** The language, and how the screen looks. */
export function LookSettings() {
  const t = useT()
  const settings = useDesk((desk) => desk.settings)
  const set = (changes: SettingsChanges) => void window.desk.changeSettings(changes)
  return (
    <>
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
      <Choice
        label={t('settings.density')}
        value={settings.density}
        options={{ comfortable: t('settings.comfortable'), compact: t('settings.compact') }}
        onChange={(density) => set({ density })}
      />
      <Choice
        label={t('settings.textSize')}
        value={String(settings.textSize)}
        options={Object.fromEntries(sizes.map((percent) => [percent, t('settings.percent', { percent })]))}
        onChange={(percent) => set({ textSize: Number(percent) })}
      />
    </>
  )
}
