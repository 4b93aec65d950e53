import { CircleX } from 'lucide-react'
import type { Failure } from '../../../contract/result.ts'
import type { es } from '../../i18n/es.ts'
import { sayProblem } from '../../i18n/say-problem.ts'
import { useT } from '../../i18n/use-t.ts'

type Trouble = keyof typeof es.pairing.trouble

const troubles: Readonly<Record<string, Trouble>> = {
  server_not_found: 'server_not_found',
  server_silent: 'server_silent',
  network: 'server_silent',
  not_front_desk: 'not_front_desk',
  no_certificate: 'no_certificate',
  bad_certificate: 'bad_certificate',
  other_ca: 'other_ca',
  pairing_code_invalid: 'pairing_code_invalid',
  clock_wrong: 'clock_wrong',
  server_too_old: 'server_too_old',
  server_too_new: 'server_too_new',
  rate_limited: 'rate_limited',
}

/** Why the desk could not be paired: what happened, how much it is, and what to do. */
export function PairingTrouble({ problem, server }: { problem: Failure; server: string }) {
  const t = useT()
  const trouble = troubles[problem.code]
  const said = howMuch(problem)
  return (
    <div className="pairing-problem" role="alert" data-code={problem.code}>
      <CircleX aria-hidden />
      <div>
        <strong>{trouble ? t(`pairing.trouble.${trouble}.title`) : sayProblem(problem.code)}</strong>
        {said && <p>{t(`pairing.${said.key}`, { count: said.minutes })}</p>}
        {trouble && <p>{t(`pairing.trouble.${trouble}.text`)}</p>}
        <p className="pairing-address">{server}</p>
      </div>
    </div>
  )
}

/** The minutes that a problem counts, and what they are. */
function howMuch({
  code,
  seconds,
}: Failure): { key: 'ahead' | 'behind' | 'wait'; minutes: number } | undefined {
  if (seconds === undefined) return undefined
  const minutes = Math.max(1, Math.round(Math.abs(seconds) / 60))
  if (code === 'clock_wrong') return { key: seconds > 0 ? 'ahead' : 'behind', minutes }
  return code === 'rate_limited' ? { key: 'wait', minutes } : undefined
}
