import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { commands } from '../../../contract/ipc.ts'
import { letIn } from '../../edits.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { isoNow } from '../../clock.ts'

/** People at the door without a reservation: W and Enter let two of them in, a number between says how many. */
export function WalkInDialog() {
  const t = useT()
  const [party, setParty] = useState('2')
  const [name, setName] = useState('')
  const [table, setTable] = useState('')
  const [wrong, setWrong] = useState(false)
  const [busy, setBusy] = useState(false)
  const close = () => useDesk.getState().openDialog(null)

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const read = commands.createReservation.input.safeParse({
      customer: { name: name.trim() || t('walkIn.guest') },
      startsAt: isoNow(),
      partySize: Number(party),
      status: 'arrived',
      ...(table.trim() !== '' && { table: table.trim() }),
    })
    setWrong(!read.success)
    if (!read.success) return
    setBusy(true)
    const isIn = await letIn(read.data)
    setBusy(false)
    if (isIn) close()
  }

  return (
    <Dialog title={t('walkIn.title')} onClose={close}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <div className="dialog-body">
          <p className="dialog-text">{t('walkIn.text')}</p>
          <div className="field-row">
            <Field label={t('form.party')} error={wrong ? t('invalid.partySize') : undefined}>
              {(control) => <Stepper {...control} value={party} onChange={setParty} selected />}
            </Field>
            <Field label={t('walkIn.name')} optional>
              {(control) => (
                <input
                  {...control}
                  className="input"
                  maxLength={120}
                  autoComplete="off"
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
            <Field label={t('form.table')} optional>
              {(control) => (
                <input
                  {...control}
                  className="input"
                  maxLength={20}
                  autoComplete="off"
                  value={table}
                  onChange={(event) => setTable(event.target.value)}
                />
              )}
            </Field>
          </div>
        </div>
        <footer className="dialog-foot">
          <Button onClick={close}>{t('app.cancel')}</Button>
          <Button look="main" type="submit" disabled={busy}>
            {t('walkIn.submit')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
