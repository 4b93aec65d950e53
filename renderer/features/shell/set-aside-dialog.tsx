import './set-aside-dialog.css'
import { useClockface } from '../../i18n/use-clockface.ts'
import { sayProblem } from '../../i18n/say-problem.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useClosedWithout } from '../../ui/use-closed-without.ts'

/** What was done here and the server refused for good, until the host has seen to each. */
export function SetAsideDialog() {
  const t = useT()
  const clock = useClockface()
  const entries = useDesk((desk) => desk.outbox.setAside)
  const close = () => useDesk.getState().openDialog(null)
  useClosedWithout(entries[0], close)

  return (
    <Dialog title={t('setAside.title')} onClose={close}>
      <div className="dialog-body">
        <p className="dialog-text">{t('setAside.text')}</p>
        <ul className="aside-list">
          {entries.map(({ id, kind, name, code, at }) => (
            <li key={id} className="aside-entry">
              <div>
                <strong>{name}</strong>
                <p className="dialog-text">
                  {t(`setAside.kind.${kind}`)} · {clock.time(at)}
                </p>
                <p className="dialog-text">{sayProblem(code)}</p>
              </div>
              <Button onClick={() => void window.desk.dismissSetAside({ id })}>
                {t('setAside.dismiss')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
