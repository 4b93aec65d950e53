import './override-dialog.css'
import { Delete, KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { TFunction } from 'i18next'
import type { Verdict } from '../../../contract/ipc.ts'
import type { Failure } from '../../../contract/result.ts'
import { admitWithPin } from '../../actions.ts'
import { sayProblem } from '../../i18n/say-problem.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { Modal } from '../shell/modal.tsx'
import { tellVerdict } from './tell-verdict.ts'

/** More people than the party has: a manager lets them in with a PIN, and says why. */
export function OverrideDialog({ verdict }: { verdict: Verdict }) {
  const t = useT()
  const close = useDesk((desk) => desk.stopAskingForPin)
  return (
    <Modal title={t('override.title')} onClose={close}>
      <OverrideForm verdict={verdict} onDone={close} />
    </Modal>
  )
}

type Wrong = Partial<Record<'people' | 'reason' | 'pin', string>>

function OverrideForm({ verdict, onDone }: { verdict: Verdict; onDone: () => void }) {
  const t = useT()
  const online = useDesk(({ freshness: { connection } }) => ['live', 'polling'].includes(connection.state))
  const [people, setPeople] = useState(String(verdict.people))
  const [reason, setReason] = useState('')
  const [pin, setPin] = useState('')
  const [wrong, setWrong] = useState<Wrong>({})
  const [busy, setBusy] = useState(false)
  const { reservation } = verdict

  async function submit(): Promise<void> {
    const problems = checked({ people, reason, pin }, t)
    setWrong(problems)
    if (busy || Object.keys(problems).length > 0) return
    setBusy(true)
    const { scanId } = verdict
    const answer = await admitWithPin({ scanId, pin, reason: reason.trim(), people: Number(people) })
    // Right or wrong, it stands nowhere longer than it must.
    setPin('')
    setBusy(false)
    if (answer.ok) {
      onDone()
      tellVerdict(answer.value)
    } else setWrong({ pin: sayFailure(answer.problem, t) })
  }

  return (
    <form
      className="override"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div className="dialog-body">
        {reservation && (
          <p className="dialog-text">
            {t('override.state', {
              name: reservation.customer.name,
              arrived: reservation.arrivedCount,
              size: reservation.partySize,
            })}
          </p>
        )}
        {!online && (
          <p className="override-offline" role="alert">
            {t('override.offline')}
          </p>
        )}
        <Field label={t('override.people')} error={wrong.people}>
          {(control) => <Stepper {...control} value={people} onChange={setPeople} />}
        </Field>
        <Field label={t('override.reason')} error={wrong.reason}>
          {(control) => (
            <>
              <div className="override-reasons">
                {(['reasonOne', 'reasonTwo', 'reasonThree'] as const).map((key) => (
                  <Button
                    key={key}
                    aria-pressed={reason === t(`override.${key}`)}
                    onClick={() => setReason(t(`override.${key}`))}
                  >
                    {t(`override.${key}`)}
                  </Button>
                ))}
              </div>
              <input
                {...control}
                className="input"
                maxLength={200}
                autoComplete="off"
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </>
          )}
        </Field>
        <Field label={t('override.pin')} error={wrong.pin}>
          {(control) => (
            <input
              {...control}
              className="input override-pin"
              type="password"
              inputMode="numeric"
              autoComplete="off"
              maxLength={12}
              value={pin}
              onChange={(event) => setPin(event.target.value)}
            />
          )}
        </Field>
        <PinPad
          onDigit={(digit) => setPin((typed) => (typed + digit).slice(0, 12))}
          onErase={() => setPin((typed) => typed.slice(0, -1))}
        />
      </div>
      <footer className="dialog-foot">
        <Button onClick={onDone}>{t('app.cancel')}</Button>
        <Button look="main" type="submit" icon={<KeyRound aria-hidden />} disabled={busy || !online}>
          {busy ? t('override.busy') : t('override.submit')}
        </Button>
      </footer>
    </form>
  )
}

/** For a touch screen; a keyboard goes past it with one Tab. */
function PinPad({ onDigit, onErase }: { onDigit: (digit: string) => void; onErase: () => void }) {
  const t = useT()
  return (
    <div className="override-pad" role="group" aria-label={t('override.pad')}>
      {['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'].map((digit) => (
        <Button key={digit} tabIndex={-1} onClick={() => onDigit(digit)}>
          {digit}
        </Button>
      ))}
      <Button tabIndex={-1} aria-label={t('override.erase')} onClick={onErase}>
        <Delete aria-hidden />
      </Button>
    </div>
  )
}

function checked({ people, reason, pin }: Record<'people' | 'reason' | 'pin', string>, t: TFunction): Wrong {
  const count = Number(people)
  const fits = Number.isInteger(count) && count >= 1 && count <= 255
  return {
    ...(fits ? {} : { people: t('override.invalidPeople') }),
    ...(reason.trim() === '' ? { reason: t('override.invalidReason') } : {}),
    ...(pin === '' ? { pin: t('override.invalidPin') } : {}),
  }
}

/** Why it did not go, and how often or when it may be tried again. */
function sayFailure({ code, triesLeft, seconds }: Failure, t: TFunction): string {
  if (code === 'wrong_pin') {
    return triesLeft === 0 ? t('override.wrongLast') : t('override.wrong', { count: triesLeft ?? 1 })
  }
  if (code === 'rate_limited' && seconds !== undefined) {
    return t('override.wait', { count: Math.ceil(seconds / 60) })
  }
  return sayProblem(code)
}
