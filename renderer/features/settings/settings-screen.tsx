import './settings-screen.css'
import { BellRing, Info, Palette, ScanLine, Store, Volume2 } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useT } from '../../i18n/use-t.ts'
import type { Camera } from '../../scanners/camera.ts'
import { useDesk } from '../../store/desk-store.ts'
import type { SettingsSection } from '../../store/screen.ts'
import { AboutSettings } from './about-settings.tsx'
import { AlertSettingsForm } from './alert-settings.tsx'
import { DeskSettings } from './desk-settings.tsx'
import { LookSettings } from './look-settings.tsx'
import { ScannerSettings } from './scanner-settings.tsx'
import { SoundSettings } from './sound-settings.tsx'

/** In the order of the list. */
const sections: readonly { name: SettingsSection; Icon: LucideIcon }[] = [
  { name: 'look', Icon: Palette },
  { name: 'desk', Icon: Store },
  { name: 'scanners', Icon: ScanLine },
  { name: 'sounds', Icon: Volume2 },
  { name: 'alerts', Icon: BellRing },
  { name: 'about', Icon: Info },
]

/** What the host chooses, a section at a time. Each choice holds at once. */
export function SettingsScreen({ cameras }: { cameras: readonly Camera[] }) {
  const t = useT()
  const section = useDesk((desk) => desk.settingsSection)
  const showSettings = useDesk((desk) => desk.showSettings)
  return (
    <main className="screen settings-screen">
      <h2>{t('settings.title')}</h2>
      <nav className="settings-sections" aria-label={t('settings.sections')}>
        {sections.map(({ name, Icon }) => (
          <button
            key={name}
            type="button"
            aria-current={name === section ? 'true' : undefined}
            onClick={() => showSettings(name)}
          >
            <Icon aria-hidden />
            {t(`settings.section.${name}`)}
          </button>
        ))}
      </nav>
      <section className="settings-section" aria-label={t(`settings.section.${section}`)}>
        <h3>{t(`settings.section.${section}`)}</h3>
        {section === 'look' && <LookSettings />}
        {section === 'desk' && <DeskSettings />}
        {section === 'scanners' && <ScannerSettings cameras={cameras} />}
        {section === 'sounds' && <SoundSettings />}
        {section === 'alerts' && <AlertSettingsForm />}
        {section === 'about' && <AboutSettings />}
      </section>
    </main>
  )
}
