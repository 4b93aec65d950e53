import { CircleCheck, MonitorSmartphone, TimerOff } from 'lucide-react'
import { useState } from 'react'
import type { PairedDevice } from '../../../contract/identity.ts'
import type { MadeCode } from '../../../contract/ipc-manager.ts'
import { answered } from '../../answered.ts'
import { useClock } from '../../clock.ts'
import { sayProblem } from '../../i18n/say-problem.ts'
import { useT } from '../../i18n/use-t.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { isTakenBack, usedBy } from './desk-rows.ts'
import { QrCode } from './qr-code.tsx'

type CodeRole = 'desk' | 'manager'

interface Code extends MadeCode {
  role: CodeRole
  /** The devices that were there before: who is new has used it. */
  known: ReadonlySet<string>
}

interface PairPanelProps {
  devices: PairedDevice[]
  again: () => Promise<void>
}

/** Makes pairing codes, one at a time, and says who has used the last. */
export function PairPanel({ devices, again }: PairPanelProps) {
  const t = useT()
  const [role, setRole] = useState<CodeRole>('desk')
  const [code, setCode] = useState<Code | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function make(): Promise<void> {
    setBusy(true)
    setProblem(null)
    const known = new Set(devices.map(({ id }) => id))
    const answer = await answered(window.desk.makePairingCode({ role }))
    setBusy(false)
    if (answer.ok) setCode({ ...answer.value, role, known })
    else setProblem(answer.problem.code)
    await again()
  }

  return (
    <section className="panel pair" aria-labelledby="pair-title">
      <h3 id="pair-title">{t('desks.pairTitle')}</h3>
      {code ? (
        <ShownCode code={code} user={usedBy(code, { devices })} takenBack={isTakenBack(code, { devices })} />
      ) : (
        <p className="pair-text">
          <MonitorSmartphone aria-hidden size="2.5rem" />
          {t('desks.pairText')}
        </p>
      )}
      {problem !== null && (
        <p className="field-error" role="alert">
          {sayProblem(problem)}
        </p>
      )}
      <Choice
        label={t('desks.pairFor')}
        value={role}
        options={{ desk: t('desks.role.desk'), manager: t('desks.role.manager') }}
        onChange={setRole}
      />
      <Button
        look={code ? 'plain' : 'main'}
        disabled={busy}
        data-testid="make-code"
        onClick={() => void make()}
      >
        {code ? t('desks.anotherCode') : t('desks.makeCode')}
      </Button>
    </section>
  )
}

interface ShownCodeProps {
  code: Code
  user: PairedDevice | undefined
  takenBack: boolean
}

function ShownCode({ code, user, takenBack }: ShownCodeProps) {
  const t = useT()
  const left = useClock((now) => Math.max(0, Math.floor((Date.parse(code.expiresAt) - now) / 1_000)))
  if (user) {
    return (
      <p className="pair-used" role="status" data-testid="code-used">
        <CircleCheck aria-hidden size="2.5rem" />
        {t('desks.usedBy', { name: user.name })}
      </p>
    )
  }
  if (takenBack || left === 0) {
    return (
      <p className="pair-text" role="status">
        <TimerOff aria-hidden size="2.5rem" />
        {t('desks.expired')}
      </p>
    )
  }
  const spoken = `${code.code.slice(0, 4)} ${code.code.slice(4)}`
  return (
    <div className="pair-code">
      <QrCode text={code.text} label={t('desks.qr')} />
      <p className="pair-letters" data-testid="pairing-code">
        {spoken}
      </p>
      <p className="pair-left">
        {t('desks.left', { minutes: Math.floor(left / 60), seconds: String(left % 60).padStart(2, '0') })}
      </p>
    </div>
  )
}
