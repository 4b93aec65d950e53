import {
  ClockAlert,
  CloudAlert,
  Gauge,
  MonitorOff,
  ServerCrash,
  ShieldAlert,
  Star,
  Users,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { AlertKind } from '../../../contract/alerts.ts'
import type { Panel } from '../../../contract/ipc-panel.ts'
import { clockface } from '../../i18n/format.ts'
import { useT } from '../../i18n/use-t.ts'

const signs: Record<AlertKind, LucideIcon> = {
  vip: Star,
  largeParty: Users,
  late: ClockAlert,
  full: Gauge,
  refusals: ShieldAlert,
  deskOffline: MonitorOff,
  unsent: CloudAlert,
  trouble: ServerCrash,
}

/** What has happened lately; one click leads to the guest or the desk. */
export function AlertList({ panel: { alerts, language, timeZone } }: { panel: Panel }) {
  const t = useT()
  const clock = clockface(language, timeZone ?? 'UTC')
  return (
    <section className="panel-alerts" aria-label={t('panel.alerts')}>
      {alerts.length === 0 && <p className="panel-note">{t('panel.calm')}</p>}
      <ul>
        {alerts.map(({ key, kind, at, title, body, place }) => {
          const Sign = signs[kind]
          return (
            <li key={`${key} ${at}`}>
              <button
                type="button"
                className="panel-alert"
                data-testid="panel-alert"
                data-kind={kind}
                onClick={() => void window.desk.goTo(place)}
              >
                <Sign aria-hidden />
                <span className="panel-alert-words">
                  <strong>{title}</strong>
                  <span>{body}</span>
                </span>
                <time dateTime={at}>{clock.time(at)}</time>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
