import './band.css'
import './verdict-band.css'
import { CloudUpload, KeyRound, Minus, Plus, Search, UserRound, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Verdict } from '../../../contract/ipc.ts'
import { takeScanBack } from '../../actions.ts'
import { focusSearch } from '../../focus.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import type { Band } from '../../store/scans.ts'
import { useEscape } from '../../ui/escape.ts'
import { ToneSign } from './tone-sign.tsx'
import { judge } from './judge.ts'
import { verdictWords } from './verdict-words.ts'

const greenStaysMs = 4_000

/** The verdict on the last scan, to be read from two metres. It lies over the list and over dialogs. */
export function VerdictBand() {
  const band = useDesk((desk) => desk.band)
  const dismiss = useDesk((desk) => desk.dismissVerdict)
  useEscape('verdict', band !== null, dismiss)
  return band && <Shown band={band} dismiss={dismiss} />
}

function Shown({ band, dismiss }: { band: Band; dismiss: () => void }) {
  const t = useT()
  const clock = useClockface()
  const { verdict } = band
  const { tone, title, sentence } = verdictWords(verdict, t, clock)
  const calm = tone === 'green' || tone === 'blue'
  const hold = useLeaving(calm, band.shown, dismiss)
  return (
    <section
      className="band verdict"
      data-testid="scan-result"
      data-outcome={verdict.outcome}
      data-tone={tone}
      aria-label={t('verdict.label')}
      {...hold}
    >
      <ToneSign tone={tone} size="4.75rem" />
      <div
        key={band.shown}
        className="band-words"
        role={calm ? 'status' : 'alert'}
        aria-live={calm ? 'polite' : 'assertive'}
      >
        <p className="band-title verdict-title">{title}</p>
        <p className="verdict-sentence">{sentence}</p>
        {verdict.provisional && !verdict.undone && (
          <p className="verdict-provisional">
            <CloudUpload aria-hidden /> {t('verdict.provisional')}
          </p>
        )}
      </div>
      <People band={band} />
      <NextStep band={band} dismiss={dismiss} />
      <button
        type="button"
        className="verdict-close"
        aria-label={t('verdict.close')}
        title={t('verdict.close')}
        onClick={dismiss}
      >
        <X aria-hidden />
      </button>
    </section>
  )
}

/** `−` and `+` for the rest of the party, with how many came in by this. When it is complete, more need a PIN. */
function People({ band: { verdict, admitted } }: { band: Band }) {
  const t = useT()
  const last = admitted.at(-1)
  const { reservation } = verdict
  const askForPin = useDesk((desk) => desk.askForPin)
  const full = reservation !== undefined && reservation.arrivedCount >= reservation.partySize
  if (!last && !(verdict.undone && reservation && !full)) return null

  return (
    <div className="verdict-people">
      <button
        type="button"
        aria-label={t('verdict.fewer')}
        title={t('verdict.fewer')}
        disabled={!last}
        onClick={() => last && void takeScanBack(last.scanId)}
      >
        <Minus aria-hidden size="1.75rem" />
      </button>
      <output>{admitted.reduce((sum, scan) => sum + scan.people, 0)}</output>
      {full && verdict.outcome === 'admitted' ? (
        <button
          type="button"
          aria-label={t('override.open')}
          title={t('override.open')}
          onClick={() => askForPin(verdict)}
        >
          <KeyRound aria-hidden size="1.75rem" />
        </button>
      ) : (
        <button
          type="button"
          aria-label={t('verdict.more')}
          title={t('verdict.more')}
          disabled={!reservation || full}
          onClick={() =>
            void judge({ text: verdict.text, source: 'manual', at: new Date().toISOString() }, true)
          }
        >
          <Plus aria-hidden size="1.75rem" />
        </button>
      )}
    </div>
  )
}

/** What helps where the guest was not let in. */
function NextStep({ band: { verdict }, dismiss }: { band: Band; dismiss: () => void }) {
  const t = useT()
  const { openGuest, closeDialogs } = useDesk.getState()
  if (verdict.outcome === 'admitted') return null
  const { reservation, outcome } = verdict
  if (reservation) {
    const see = () => {
      closeDialogs()
      openGuest(reservation.id)
      dismiss()
    }
    return (
      <div className="verdict-steps">
        {(outcome === 'duplicate' || outcome === 'over_capacity') && <AdmitWithPin verdict={verdict} />}
        <button type="button" className="verdict-step" onClick={see}>
          <UserRound aria-hidden /> {t('verdict.openGuest')}
        </button>
      </div>
    )
  }
  const search = () => {
    closeDialogs()
    dismiss()
    focusSearch()
  }
  return (
    <button type="button" className="verdict-step" onClick={search}>
      <Search aria-hidden /> {t('verdict.searchByName')}
    </button>
  )
}

function AdmitWithPin({ verdict }: { verdict: Verdict }) {
  const t = useT()
  const askForPin = useDesk((desk) => desk.askForPin)
  return (
    <button type="button" className="verdict-step" onClick={() => askForPin(verdict)}>
      <KeyRound aria-hidden /> {t('override.open')}
    </button>
  )
}

/** A good verdict leaves by itself, unless the pointer rests on it. Others wait for the host. */
function useLeaving(leaves: boolean, shown: number, dismiss: () => void) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (!leaves || held) return
    const timer = setTimeout(dismiss, greenStaysMs)
    return () => clearTimeout(timer)
  }, [leaves, held, shown, dismiss])
  return {
    onPointerEnter: (event: { pointerType: string }) => setHeld(event.pointerType === 'mouse'),
    onPointerLeave: () => setHeld(false),
  }
}
