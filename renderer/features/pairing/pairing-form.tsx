import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { answered } from '../../answered.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { sayProblem } from '../../i18n/say-problem.ts'
import { readPairing } from './read-pairing.ts'
import type { PairingFields } from './read-pairing.ts'

const messages = { server: 'invalidServer', code: 'invalidCode', name: 'invalidName' } as const

/** Server, code and name; says at the field or above the button what is wrong. */
export function PairingForm({ onPaired }: { onPaired?: () => void }) {
  const { t } = useTranslation()
  const [fields, setFields] = useState<PairingFields>({ server: '', code: '', name: '' })
  const [wrong, setWrong] = useState<ReadonlySet<keyof PairingFields>>(new Set())
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const errorOf = (field: keyof PairingFields) =>
    wrong.has(field) ? t(`pairing.${messages[field]}`) : undefined
  const bind = (field: keyof PairingFields) => ({
    className: 'input',
    name: field,
    autoComplete: 'off',
    spellCheck: false,
    value: fields[field],
    onChange: (event: { target: { value: string } }) => setFields({ ...fields, [field]: event.target.value }),
  })

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const read = readPairing(fields)
    setWrong(read.ok ? new Set() : read.wrong)
    setProblem(null)
    if (!read.ok) return
    setBusy(true)
    const answer = await answered(window.desk.pair(read.value))
    setBusy(false)
    if (answer.ok) onPaired?.()
    else setProblem(answer.problem.code)
  }

  return (
    <form className="pairing-form" noValidate onSubmit={(event) => void submit(event)}>
      <p className="dialog-text">{t('pairing.text')}</p>
      <Field label={t('pairing.server')} error={errorOf('server')}>
        {(control) => <input {...control} {...bind('server')} inputMode="url" />}
      </Field>
      <Field label={t('pairing.code')} hint={t('pairing.codeHint')} error={errorOf('code')}>
        {(control) => <input {...control} {...bind('code')} autoCapitalize="characters" />}
      </Field>
      <Field label={t('pairing.name')} error={errorOf('name')}>
        {(control) => <input {...control} {...bind('name')} placeholder={t('pairing.nameExample')} />}
      </Field>
      {problem !== null && (
        <p className="pairing-problem" role="alert">
          {sayProblem(problem)}
        </p>
      )}
      <Button look="main" type="submit" disabled={busy}>
        {busy ? t('pairing.busy') : t('pairing.submit')}
      </Button>
    </form>
  )
}
