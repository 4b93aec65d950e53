import { useRef, useState } from 'react'
import type { SubmitEvent } from 'react'
import { readPairingText } from '../../../contract/pairing-text.ts'
import type { PairingText } from '../../../contract/pairing-text.ts'
import type { Failure } from '../../../contract/result.ts'
import { answered } from '../../answered.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { KeyringNote } from '../settings/keyring-note.tsx'
import { PairingScanner } from './pairing-scanner.tsx'
import { PairingTrouble } from './pairing-trouble.tsx'
import { readPairing } from './read-pairing.ts'
import type { PairingFields } from './read-pairing.ts'

const messages = { server: 'invalidServer', code: 'invalidCode', name: 'invalidName' } as const

/** Server, code and name, the first two filled in by a manager's link where one was opened. */
export function PairingForm({ onPaired }: { onPaired?: () => void }) {
  const offered = useDesk((desk) => desk.offeredPairing)
  // Another link begins anew.
  return (
    <FilledForm
      key={offered && [offered.server, offered.code, offered.ca].join()}
      offered={offered}
      onPaired={onPaired}
    />
  )
}

interface FilledFormProps {
  offered: PairingText | null
  onPaired: (() => void) | undefined
}

/** Says at the field or above the button what is wrong. */
function FilledForm({ offered, onPaired }: FilledFormProps) {
  const t = useT()
  const [fields, setFields] = useState<PairingFields>({
    server: offered?.server ?? '',
    code: offered?.code ?? '',
    name: '',
  })
  /** Of the code or link: it stays, whatever is typed over the rest. */
  const [ca, setCa] = useState(offered?.ca)
  const [wrong, setWrong] = useState<ReadonlySet<keyof PairingFields>>(new Set())
  const [problem, setProblem] = useState<{ problem: Failure; server: string } | null>(null)
  const [scanned, setScanned] = useState(offered !== null)
  const nameField = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const errorOf = (field: keyof PairingFields) =>
    wrong.has(field) ? t(`pairing.${messages[field]}`) : undefined
  const bind = (field: keyof PairingFields) => ({
    className: 'input',
    name: field,
    autoComplete: 'off',
    spellCheck: false,
    value: fields[field],
    onChange: (event: { target: { value: string } }) => change(field, event.target.value),
  })

  /** A USB scanner types the manager's code into whichever field has the focus. */
  function change(field: keyof PairingFields, value: string): void {
    const pairing = readPairingText(value)
    if (pairing) take({ ...pairing, name: field === 'name' ? '' : fields.name })
    else setFields({ ...fields, [field]: value })
  }

  function take({ server, code, ca, name = fields.name }: PairingText & { name?: string }): void {
    setFields({ server, code, name })
    setCa(ca)
    setWrong(new Set())
    setProblem(null)
    setScanned(true)
    nameField.current?.focus()
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const read = readPairing({ ...fields, ca })
    setWrong(read.ok ? new Set() : read.wrong)
    setProblem(null)
    if (!read.ok) return
    setBusy(true)
    const answer = await answered(window.desk.pair(read.value))
    setBusy(false)
    if (answer.ok) {
      // Its code is used up.
      useDesk.setState({ offeredPairing: null })
      onPaired?.()
    } else setProblem({ problem: answer.problem, server: read.value.server })
  }

  return (
    <form className="pairing-form" noValidate onSubmit={(event) => void submit(event)}>
      {problem !== null && <PairingTrouble {...problem} />}
      <p className="dialog-text">{t('pairing.text')}</p>
      <PairingScanner onRead={take} />
      <p role="status" className="pairing-scanned">
        {scanned && t('pairing.scanned')}
      </p>
      <Field label={t('pairing.server')} error={errorOf('server')}>
        {(control) => <input {...control} {...bind('server')} inputMode="url" />}
      </Field>
      <Field label={t('pairing.code')} hint={t('pairing.codeHint')} error={errorOf('code')}>
        {(control) => <input {...control} {...bind('code')} autoCapitalize="characters" />}
      </Field>
      <Field label={t('pairing.name')} error={errorOf('name')}>
        {(control) => (
          <input
            {...control}
            {...bind('name')}
            ref={nameField}
            autoFocus={offered !== null}
            placeholder={t('pairing.nameExample')}
          />
        )}
      </Field>
      {ca !== undefined && <p className="dialog-text">{t('pairing.ca')}</p>}
      <Button look="main" type="submit" disabled={busy}>
        {busy ? t('pairing.busy') : problem === null ? t('pairing.submit') : t('pairing.again')}
      </Button>
      {/* What is for whoever looks after the computer does not push the button out of sight. */}
      <KeyringNote />
    </form>
  )
}
