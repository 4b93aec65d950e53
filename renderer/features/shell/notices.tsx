import './notices.css'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { clockOffWords, tellFromMs } from './clock-words.ts'
import { LookUpNotice } from '../scan/look-up-notice.tsx'

/** What stays true until somebody does something about it: the desk is not paired, the server refused some work. */
export function Notices() {
  const { t } = useTranslation()
  const connection = useDesk((desk) => desk.freshness.connection)
  const setAside = useDesk((desk) => desk.outbox.setAside.length)
  const conflicts = useDesk((desk) => desk.outbox.conflicts.length)
  const disputes = useDesk((desk) => desk.conflicts.length)
  const clockOffsetMs = useDesk((desk) => desk.freshness.clockOffsetMs ?? 0)
  const storeTrouble = useDesk((desk) => desk.storeTrouble)
  const openDialog = useDesk((desk) => desk.openDialog)
  return (
    <>
      <LookUpNotice />
      {storeTrouble !== null && (
        <Notice tone={storeTrouble === 'saved' || storeTrouble === 'put_aside' ? 'amber' : 'red'}>
          {t(`storeTrouble.${storeTrouble}`)}
        </Notice>
      )}
      {connection.state === 'stopped' && (
        <Notice tone="red" action={t('stopped.action')} onAct={() => openDialog('pairing')}>
          {t(`stopped.${connection.reason}`)}
        </Notice>
      )}
      {'cause' in connection &&
        (connection.cause === 'desk_too_old' || connection.cause === 'server_too_old') && (
          <Notice tone="red">{t(`versions.${connection.cause}`)}</Notice>
        )}
      {conflicts > 0 && (
        <Notice tone="amber" action={t('merge.choose')} onAct={() => openDialog('conflict')}>
          {t('merge.notice', { count: conflicts })}
        </Notice>
      )}
      {disputes > 0 && (
        <Notice tone="amber" action={t('dispute.show')} onAct={() => openDialog('scan-conflicts')}>
          {t('dispute.notice', { count: disputes })}
        </Notice>
      )}
      {Math.abs(clockOffsetMs) >= tellFromMs && (
        <Notice tone="amber">{t('clock.notice', { off: clockOffWords(clockOffsetMs, t) })}</Notice>
      )}
      {setAside > 0 && (
        <Notice tone="amber" action={t('setAside.show')} onAct={() => openDialog('set-aside')}>
          {t('setAside.notice', { count: setAside })}
        </Notice>
      )}
    </>
  )
}

interface NoticeProps {
  tone: 'red' | 'amber'
  action?: string
  onAct?: () => void
  children: ReactNode
}

function Notice({ tone, action, onAct, children }: NoticeProps) {
  return (
    <div className="notice" data-tone={tone} role="status">
      <TriangleAlert aria-hidden />
      <p>{children}</p>
      {action !== undefined && <Button onClick={onAct}>{action}</Button>}
    </div>
  )
}
