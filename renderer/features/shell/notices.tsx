import './notices.css'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { clockOffWords, tellFromMs } from './clock-words.ts'
import { LookUpNotice } from '../scan/look-up-notice.tsx'

/** What stays true until somebody does something about it: first what keeps the desk from its work, then what can wait. */
export function Notices() {
  const { t } = useTranslation()
  const connection = useDesk((desk) => desk.freshness.connection)
  const setAside = useDesk((desk) => desk.outbox.setAside.length)
  const conflicts = useDesk((desk) => desk.outbox.conflicts.length)
  const disputes = useDesk((desk) => desk.conflicts.length)
  const clockOffsetMs = useDesk((desk) => desk.freshness.clockOffsetMs ?? 0)
  const storeTrouble = useDesk((desk) => desk.storeTrouble)
  const openDialog = useDesk((desk) => desk.openDialog)
  // The file was damaged, and the desk goes on with a new one.
  const healed = storeTrouble === 'saved' || storeTrouble === 'put_aside'
  return (
    <div className="notices">
      <LookUpNotice />
      {storeTrouble !== null && !healed && (
        <Notice about="file" tone="red">
          {t(`storeTrouble.${storeTrouble}`)}
        </Notice>
      )}
      {connection.state === 'stopped' && (
        <Notice about="stopped" tone="red" action={t('stopped.action')} onAct={() => openDialog('pairing')}>
          {t(`stopped.${connection.reason}`)}
        </Notice>
      )}
      {/* It promises that what is done is kept. */}
      {(storeTrouble === null || healed) &&
        'cause' in connection &&
        (connection.cause === 'desk_too_old' || connection.cause === 'server_too_old') && (
          <Notice about="versions" tone="red">
            {t(`versions.${connection.cause}`)}
          </Notice>
        )}
      {conflicts > 0 && (
        <Notice about="edits" tone="amber" action={t('merge.choose')} onAct={() => openDialog('conflict')}>
          {t('merge.notice', { count: conflicts })}
        </Notice>
      )}
      {disputes > 0 && (
        <Notice
          about="dispute"
          tone="amber"
          action={t('dispute.show')}
          onAct={() => openDialog('scan-conflicts')}
        >
          {t('dispute.notice', { count: disputes })}
        </Notice>
      )}
      {setAside > 0 && (
        <Notice
          about="not-sent"
          tone="amber"
          action={t('setAside.show')}
          onAct={() => openDialog('set-aside')}
        >
          {t('setAside.notice', { count: setAside })}
        </Notice>
      )}
      {healed && (
        <Notice
          about="file"
          tone="amber"
          action={t('storeTrouble.seen')}
          onAct={() => void window.desk.dismissStoreTrouble()}
        >
          {t(`storeTrouble.${storeTrouble}`)}
        </Notice>
      )}
      {Math.abs(clockOffsetMs) >= tellFromMs && (
        <Notice about="clock" tone="amber">
          {t('clock.notice', { off: clockOffWords(clockOffsetMs, t) })}
        </Notice>
      )}
    </div>
  )
}

interface NoticeProps {
  about: 'file' | 'stopped' | 'versions' | 'edits' | 'dispute' | 'not-sent' | 'clock'
  tone: 'red' | 'amber'
  action?: string
  onAct?: () => void
  children: ReactNode
}

function Notice({ about, tone, action, onAct, children }: NoticeProps) {
  return (
    <div className="notice" data-about={about} data-tone={tone} role="status">
      <TriangleAlert aria-hidden />
      <p>{children}</p>
      {action !== undefined && <Button onClick={onAct}>{action}</Button>}
    </div>
  )
}
