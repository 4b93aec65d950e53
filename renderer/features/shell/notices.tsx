import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { clockOffWords, tellFromMs } from './clock-words.ts'
import { LookUpNotice } from '../scan/look-up-notice.tsx'
import { Notice } from './notice.tsx'
import { isHealed, StoreNotice } from './store-notice.tsx'

/** What stays true until somebody does something about it: first what keeps the desk from its work, then what can wait. */
export function Notices() {
  const t = useT()
  const connection = useDesk((desk) => desk.freshness.connection)
  const setAside = useDesk((desk) => desk.outbox.setAside.length)
  const conflicts = useDesk((desk) => desk.outbox.conflicts.length)
  const disputes = useDesk((desk) => desk.conflicts.length)
  const clockOffsetMs = useDesk((desk) => desk.freshness.clockOffsetMs ?? 0)
  const storeTrouble = useDesk((desk) => desk.storeTrouble)
  const openDialog = useDesk((desk) => desk.openDialog)
  const healed = isHealed(storeTrouble)
  return (
    <div className="notices">
      <LookUpNotice />
      {!healed && <StoreNotice />}
      {connection.state === 'stopped' && (
        <Notice about="stopped" tone="red" action={t('stopped.action')} onAct={() => openDialog('pairing')}>
          {t(`stopped.${connection.reason}`)}
        </Notice>
      )}
      {/* These promise that what is done is kept. */}
      {(storeTrouble === null || healed) &&
        'cause' in connection &&
        (connection.cause === 'desk_too_old' || connection.cause === 'server_too_old') && (
          <Notice about="versions" tone="red">
            {t(`versions.${connection.cause}`)}
          </Notice>
        )}
      {(storeTrouble === null || healed) &&
        'cause' in connection &&
        (connection.cause === 'certificate' || connection.cause === 'other_ca') && (
          <Notice about="trust" tone="red">
            {t(`trust.${connection.cause}`)}
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
      {healed && <StoreNotice />}
      {Math.abs(clockOffsetMs) >= tellFromMs && (
        <Notice about="clock" tone="amber">
          {t('clock.notice', { off: clockOffWords(clockOffsetMs, t) })}
        </Notice>
      )}
    </div>
  )
}
