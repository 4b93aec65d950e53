import './rail.css'
import {
  ChartColumn,
  ConciergeBell,
  History,
  List,
  MonitorSmartphone,
  Settings,
  Store,
  Volume2,
  VolumeX,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import type { ScreenName } from '../../store/screen.ts'
import { useIsManager, useScreen } from './use-screen.ts'

type Shown = Exclude<ScreenName, 'settings'>

/** In the order of the rail. */
const screens: readonly { name: Shown; Icon: LucideIcon; forManagers?: true }[] = [
  { name: 'evening', Icon: List },
  { name: 'desks', Icon: MonitorSmartphone, forManagers: true },
  { name: 'replay', Icon: History, forManagers: true },
  { name: 'numbers', Icon: ChartColumn, forManagers: true },
  { name: 'venue', Icon: Store, forManagers: true },
]

/** The house's sign, where one is, and what is always at hand. */
export function Rail() {
  const t = useT()
  const soundOn = useDesk((desk) => desk.settings.soundOn)
  const screen = useScreen()
  const showScreen = useDesk((desk) => desk.showScreen)
  const isManager = useIsManager()
  return (
    <nav className="rail" aria-label={t('app.sections')}>
      <span className="rail-brand" role="img" aria-label={t('app.name')}>
        <ConciergeBell aria-hidden />
      </span>
      {screens
        .filter(({ forManagers }) => isManager || !forManagers)
        .map(({ name, Icon }) => (
          <button
            key={name}
            type="button"
            className="rail-item"
            data-testid={`screen-${name}`}
            aria-current={name === screen ? 'page' : undefined}
            onClick={() => showScreen(name)}
          >
            <Icon aria-hidden />
            {t(`screen.${name}`)}
          </button>
        ))}
      <span className="rail-gap" />
      <button
        type="button"
        className="rail-item"
        aria-pressed={soundOn}
        onClick={() => void window.desk.changeSettings({ soundOn: !soundOn })}
      >
        {soundOn ? <Volume2 aria-hidden /> : <VolumeX aria-hidden />}
        {soundOn ? t('app.soundOn') : t('app.soundOff')}
      </button>
      <button
        type="button"
        className="rail-item"
        aria-current={screen === 'settings' ? 'page' : undefined}
        onClick={() => showScreen('settings')}
      >
        <Settings aria-hidden />
        {t('app.settings')}
      </button>
    </nav>
  )
}
