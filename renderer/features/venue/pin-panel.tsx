import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { newPinSchema } from '../../../contract/identity.ts'
import { answered } from '../../answered.ts'
import { sayProblem } from '../../i18n/say-problem.ts'
import { useT } from '../../i18n/use-t.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { showToast } from '../toasts/show-toast.tsx'

/** The PIN with which a manager overrides a verdict at a desk. It is never shown: it can only be another. */
export function PinPanel() {
  const t = useT()
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const [wrong, setWrong] = useState<'pin' | 'again' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const read = newPinSchema.safeParse({ pin })
    setProblem(null)
    setWrong(!read.success ? 'pin' : pin !== again ? 'again' : null)
    if (!read.success || pin !== again) return
    setBusy(true)
    const answer = await answered(window.desk.changePin(read.data))
    setBusy(false)
    if (!answer.ok) {
      setProblem(answer.problem.code)
      return
    }
    setPin('')
    setAgain('')
    showToast({ sign: 'done', title: t('venue.pinChanged') })
  }

  const input = {
    type: 'password',
    inputMode: 'numeric',
    maxLength: 12,
    autoComplete: 'new-password',
  } as const
  return (
    <form
      className="panel venue-pin"
      aria-labelledby="venue-pin"
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      <h3 id="venue-pin">{t('venue.pin')}</h3>
      <p className="field-note">{t('venue.pinText')}</p>
      <Field label={t('venue.newPin')} error={wrong === 'pin' ? t('venue.wrong.pin') : undefined}>
        {(control) => (
          <input
            {...control}
            {...input}
            className="input"
            name="pin"
            value={pin}
            onChange={({ target }) => setPin(target.value)}
          />
        )}
      </Field>
      <Field label={t('venue.pinAgain')} error={wrong === 'again' ? t('venue.wrong.pinAgain') : undefined}>
        {(control) => (
          <input
            {...control}
            {...input}
            className="input"
            name="pin-again"
            value={again}
            onChange={({ target }) => setAgain(target.value)}
          />
        )}
      </Field>
      {problem !== null && (
        <p className="field-error" role="alert">
          {sayProblem(problem)}
        </p>
      )}
      <Button type="submit" disabled={busy || pin === ''}>
        {t('venue.changePin')}
      </Button>
    </form>
  )
}
