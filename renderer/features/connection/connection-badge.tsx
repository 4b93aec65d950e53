import './connection-badge.css'
import { CloudUpload, RefreshCw, Unplug, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { TFunction } from 'i18next'
import type { ConnectionState } from '../../../contract/connection.ts'
import { useClock } from '../../clock.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'

const signs: Record<Exclude<ConnectionState['state'], 'live'>, ReactNode> = {
  reconnecting: <RefreshCw aria-hidden />,
  polling: <RefreshCw aria-hidden />,
  offline: <WifiOff aria-hidden />,
  stopped: <Unplug aria-hidden />,
}

/** From so many on, how far the sending has come is told. */
const manyFrom = 20

/** Shows exactly how fresh the desk is, and what the host can do about it. */
export function ConnectionBadge() {
  const t = useT()
  const state = useDesk((desk) => desk.freshness.connection.state)
  const waiting = useDesk((desk) => desk.outbox.waiting)
  const sent = useDesk((desk) => desk.outbox.sent ?? 0)
  const openDialog = useDesk((desk) => desk.openDialog)
  const canRetry = useDesk(({ freshness: { connection } }) => 'retryAt' in connection && connection.retryAt)
  return (
    <div className="link">
      <div className="badge" data-testid="connection-badge" data-state={state}>
        {state === 'live' ? <span className="badge-pulse" /> : signs[state]}
        <BadgeText />
        <span
          className="badge-waiting"
          data-testid="outbox-count"
          data-count={waiting}
          hidden={waiting === 0}
        >
          <CloudUpload aria-hidden />
          {sent + waiting >= manyFrom && sent > 0
            ? t('connection.sending', { sent, total: sent + waiting })
            : t('connection.waiting', { count: waiting })}
        </span>
        {canRetry && (
          <button type="button" className="badge-action" onClick={() => void window.desk.retryNow()}>
            {t('connection.retry')}
          </button>
        )}
        {state === 'stopped' && (
          <button type="button" className="badge-action" onClick={() => openDialog('pairing')}>
            {t('connection.pairAgain')}
          </button>
        )}
      </div>
      {/* Told once for each state: a countdown that is read aloud every second would be noise. */}
      <span role="status" className="hidden-visually">
        {t(`connection.said.${state}`)}
      </span>
    </div>
  )
}

function BadgeText() {
  const t = useT()
  const freshness = useDesk((desk) => desk.freshness)
  const { connection, freshAt } = freshness
  const text = useClock((now) => {
    switch (connection.state) {
      case 'live':
        return t('connection.live')
      case 'reconnecting':
        return connection.retryAt === null
          ? t('connection.connecting')
          : t('connection.reconnectingIn', { seconds: secondsUntil(connection.retryAt, now) })
      case 'polling':
        return t('connection.polling', { age: ageOf(freshAt, now, t) })
      case 'offline':
        return t('connection.offline')
      case 'stopped':
        return t('connection.stopped')
    }
  })
  return <span className="badge-text">{text}</span>
}

function secondsUntil(at: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(at) - now) / 1_000))
}

/** The age of the data, in words: `hace 40 s`. */
function ageOf(at: string | null, now: number, t: TFunction): string {
  if (at === null) return t('connection.age.never')
  const seconds = Math.max(0, Math.floor((now - Date.parse(at)) / 1_000))
  if (seconds < 60) return t('connection.age.seconds', { count: seconds })
  if (seconds < 3_600) return t('connection.age.minutes', { count: Math.floor(seconds / 60) })
  return t('connection.age.hours', { count: Math.floor(seconds / 3_600) })
}
