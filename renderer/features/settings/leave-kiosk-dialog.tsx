import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { answered } from '../../answered.ts'
import { sayProblem } from '../../i18n/say-problem.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { PinPad } from '../../ui/pin-pad.tsx'

/** Asks for the manager's PIN, which only the server knows, and ends kiosk mode. */
export function LeaveKioskDialog() {
  const t = useT()
  const close = () => useDesk.getState().openDialog(null)
  const [pin, setPin] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (pin === '' || busy) return
    setBusy(true)
    const answer = await answered(window.desk.leaveKiosk({ pin }))
    setBusy(false)
    if (answer.ok) {
      close()
      return
    }
    setPin('')
    const { code } = answer.problem
    setProblem(code === 'network' ? t('kiosk.offline') : sayProblem(code))
  }

  return (
    <Dialog title={t('kiosk.leave')} onClose={close}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <div className="dialog-body">
          <p className="dialog-text">{t('kiosk.leaveText')}</p>
          <Field label={t('kiosk.pin')} error={problem}>
            {(control) => <PinPad {...control} value={pin} onChange={setPin} />}
          </Field>
        </div>
        <footer className="dialog-foot">
          <Button onClick={close}>{t('app.cancel')}</Button>
          <Button look="main" type="submit" disabled={busy || pin === ''}>
            {busy ? t('kiosk.busy') : t('kiosk.submit')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
