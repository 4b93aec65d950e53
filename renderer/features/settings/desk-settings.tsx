import { useEffect, useState } from 'react'
import type { SubmitEvent } from 'react'
import { toast } from 'sonner'
import { answered } from '../../answered.ts'
import { sayProblem } from '../../i18n/say-problem.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Switch } from '../../ui/switch.tsx'
import { showProblem } from '../toasts/show-problem.tsx'
import { KeyringNote } from './keyring-note.tsx'
import { KioskSettings } from './kiosk-settings.tsx'

/** Which desk this is, how it is fed, and how it stands on this computer. */
export function DeskSettings() {
  const t = useT()
  const venue = useDesk((desk) => desk.business?.name)
  const name = useDesk((desk) => desk.device?.name)
  const realTime = useDesk((desk) => desk.settings.realTime)
  const kiosk = useDesk((desk) => desk.settings.kiosk)
  const openDialog = useDesk((desk) => desk.openDialog)
  return (
    <>
      {venue !== undefined && (
        <div>
          <strong>{t('settings.venue')}</strong>
          <p className="dialog-text">{venue}</p>
        </div>
      )}
      {name !== undefined && <DeskName key={name} name={name} />}
      <KeyringNote />
      <Switch
        label={t('settings.realTime')}
        text={t('settings.realTimeText')}
        on={realTime}
        onChange={(on) => void window.desk.changeSettings({ realTime: on })}
      />
      {/* A kiosk that does not open with the computer is left by its switch. */}
      {!kiosk && <StartWithSystem />}
      <KioskSettings />
      {/* In a kiosk, another server would bring another PIN. A desk that nobody knows any more is told to pair elsewhere. */}
      {!kiosk && (
        <div className="settings-row settings-rule">
          <div>
            <strong>{t('settings.pairAgain')}</strong>
            <p className="dialog-text">{t('settings.pairAgainText')}</p>
          </div>
          <Button onClick={() => openDialog('pairing')}>{t('settings.pairAgain')}</Button>
        </div>
      )}
    </>
  )
}

function DeskName({ name }: { name: string }) {
  const t = useT()
  const [typed, setTyped] = useState(name)
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const wanted = typed.trim()

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (wanted === name) return
    if (wanted === '' || wanted.length > 60) {
      setProblem(t('pairing.invalidName'))
      return
    }
    setBusy(true)
    const answer = await answered(window.desk.renameDesk({ name: wanted }))
    setBusy(false)
    setProblem(answer.ok ? undefined : sayProblem(answer.problem.code))
    if (answer.ok) toast(t('settings.deskNameSaved'))
  }

  return (
    <form className="settings-row" noValidate onSubmit={(event) => void submit(event)}>
      <Field label={t('settings.deskName')} hint={t('settings.deskNameHint')} error={problem}>
        {(control) => (
          <input
            {...control}
            className="input"
            name="desk-name"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" disabled={busy || wanted === name}>
        {t('app.save')}
      </Button>
    </form>
  )
}

function StartWithSystem() {
  const t = useT()
  const [on, setOn] = useState(false)
  useEffect(() => {
    void window.desk.startsWithSystem().then(setOn)
  }, [])
  async function change(wanted: boolean): Promise<void> {
    const answer = await answered(window.desk.startWithSystem({ on: wanted }))
    if (answer.ok) setOn(answer.value)
    else showProblem(answer.problem.code)
  }
  return (
    <Switch
      label={t('settings.startWithSystem')}
      text={t('settings.startWithSystemText')}
      on={on}
      onChange={(wanted) => void change(wanted)}
    />
  )
}
