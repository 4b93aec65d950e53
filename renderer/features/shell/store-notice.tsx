import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import type { Desk } from '../../store/desk-store.ts'
import { Notice } from './notice.tsx'

const healed: readonly Desk['storeTrouble'][] = ['saved', 'put_aside', 'key_lost', 'key_lost_unsent']

/** The desk's own file was put aside, and the desk goes on with a new one. */
export function isHealed(trouble: Desk['storeTrouble']): boolean {
  return healed.includes(trouble)
}

/** What is wrong with this desk's own file: it was put aside, which is told of until somebody has read it, or nothing can be kept. */
export function StoreNotice() {
  const t = useT()
  const trouble = useDesk((desk) => desk.storeTrouble)
  if (trouble === null) return null
  if (!isHealed(trouble)) {
    return (
      <Notice about="file" tone="red">
        {t(`storeTrouble.${trouble}`)}
      </Notice>
    )
  }
  return (
    <Notice
      about="file"
      tone="amber"
      action={t('storeTrouble.seen')}
      onAct={() => void window.desk.dismissStoreTrouble()}
    >
      {t(`storeTrouble.${trouble}`)}
    </Notice>
  )
}
