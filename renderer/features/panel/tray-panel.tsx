import './tray-panel.css'
import { BellOff, BellRing, ConciergeBell, Monitor, MonitorOff } from 'lucide-react'
import type { Panel } from '../../../contract/ipc-panel.ts'
import { useClock } from '../../clock.ts'
import { clockface } from '../../i18n/format.ts'
import { useT } from '../../i18n/use-t.ts'
import { Button } from '../../ui/button.tsx'
import { AlertList } from './alert-list.tsx'
import { usePanel } from './use-panel.ts'

/** The evening in one small window: who is in, who is late, which desks are there, and what has happened. */
export function TrayPanel() {
  const t = useT()
  const panel = usePanel()
  if (!panel) return null
  const { connection, venue } = panel
  return (
    <main className="panel" data-testid="tray-panel">
      <header className="panel-head">
        <h1>{venue ?? t('app.name')}</h1>
        <p className="panel-link" data-state={connection.state} data-testid="panel-connection">
          {t(`panel.connection.${connection.state}`)}
        </p>
      </header>
      <Evening panel={panel} />
      <Desks panel={panel} />
      <AlertList panel={panel} />
      <footer className="panel-foot">
        <Button
          look="main"
          icon={<ConciergeBell aria-hidden />}
          autoFocus
          onClick={() => void window.desk.goTo({ to: 'evening' })}
        >
          {t('panel.open')}
        </Button>
        <Mute panel={panel} />
      </footer>
    </main>
  )
}

function Evening({ panel: { evening } }: { panel: Panel }) {
  const t = useT()
  // Zeros would be read as the truth.
  if (!evening) return <p className="panel-note">{t('panel.unknown')}</p>
  const { inside, capacity, toCome, expected, late } = evening
  return (
    <dl className="panel-numbers" aria-label={t('stats.label')}>
      <div className={inside > capacity ? 'panel-over' : undefined}>
        <dd data-testid="panel-inside">
          {inside} <small>/ {capacity}</small>
        </dd>
        <dt>{t('stats.inside')}</dt>
      </div>
      <div>
        <dd data-testid="panel-to-come">
          {toCome} <small>/ {expected}</small>
        </dd>
        <dt>{t('stats.toCome')}</dt>
      </div>
      <div className={late > 0 ? 'panel-late' : undefined}>
        <dd data-testid="panel-late">{late}</dd>
        <dt>{t('stats.late')}</dt>
      </div>
    </dl>
  )
}

function Desks({ panel: { desks } }: { panel: Panel }) {
  const t = useT()
  if (!desks) return null
  const { connected, offline } = desks
  return (
    <section className="panel-desks" aria-label={t('panel.desks')} data-testid="panel-desks">
      <p>
        <Monitor aria-hidden />
        {t('panel.connected', { count: connected })}
      </p>
      {offline.length > 0 && (
        <ul>
          {offline.map(({ deviceId, name }) => (
            <li key={deviceId}>
              <button type="button" onClick={() => void window.desk.goTo({ to: 'desk', deviceId })}>
                <MonitorOff aria-hidden />
                {t('panel.offline', { name })}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const hourMs = 3_600_000

function Mute({ panel: { mutedUntil, language, timeZone } }: { panel: Panel }) {
  const t = useT()
  const muted = useClock((now) => mutedUntil !== null && now < Date.parse(mutedUntil))
  const until = mutedUntil === null ? '' : clockface(language, timeZone ?? 'UTC').time(mutedUntil)
  return (
    <Button
      icon={muted ? <BellRing aria-hidden /> : <BellOff aria-hidden />}
      onClick={() =>
        void window.desk.changeSettings({
          mutedUntil: muted ? null : new Date(Date.now() + hourMs).toISOString(),
        })
      }
    >
      {muted ? t('panel.unmute', { time: until }) : t('panel.mute')}
    </Button>
  )
}
