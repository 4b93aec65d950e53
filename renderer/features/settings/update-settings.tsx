import { RefreshCw, RotateCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { UpdateState } from '../../../contract/shell.ts'
import { answered } from '../../answered.ts'
import { sayProblem } from '../../i18n/say-problem.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'

/** Whether there is a newer version of the app, and when it comes. */
export function UpdateSettings() {
  const t = useT()
  const update = useDesk((desk) => desk.update)
  const kiosk = useDesk((desk) => desk.settings.kiosk)
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    void window.desk.updateState().then((known) => useDesk.setState({ update: known }))
  }, [])

  async function install(): Promise<void> {
    const answer = await answered(window.desk.installUpdate())
    setProblem(answer.ok ? undefined : sayProblem(answer.problem.code))
  }

  if (update === null) return null
  return (
    <>
      <div className="settings-row settings-rule">
        <div>
          <strong>{t('update.title')}</strong>
          <p className="dialog-text" role="status" data-testid="update" data-state={update.state}>
            <UpdateWords update={update} />
          </p>
        </div>
        {update.state === 'ready' && !kiosk && (
          <Button icon={<RotateCw aria-hidden />} onClick={() => void install()}>
            {t('update.install')}
          </Button>
        )}
        {(update.state === 'newest' || update.state === 'failed') && (
          <Button icon={<RefreshCw aria-hidden />} onClick={() => void window.desk.lookForUpdate()}>
            {t('update.look')}
          </Button>
        )}
      </div>
      {problem !== undefined && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </>
  )
}

function UpdateWords({ update }: { update: UpdateState }) {
  const t = useT()
  const clock = useClockface()
  const when = (at: string | null): string => (at === null ? '' : clock.dateTime(at))
  switch (update.state) {
    case 'off':
      return t('update.off')
    case 'newest':
      if (!update.offered) return t('update.notOffered')
      return update.checkedAt === null
        ? t('update.notChecked')
        : t('update.newest', { when: when(update.checkedAt) })
    case 'downloading':
      return t('update.downloading', update)
    case 'ready': {
      const { version } = update
      if (update.tried) return t('update.tried', { version })
      return t(`update.ready.${update.hold ?? 'now'}`, { version, when: when(update.installAt) })
    }
    case 'failed':
      return `${t(`update.failed.${update.why}`)} ${t('update.again', { when: when(update.retryAt) })}`
  }
}
