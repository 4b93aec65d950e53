import './band.css'
import './found-band.css'
import { DoorOpen, Eye, UserRound, X } from 'lucide-react'
import type { TFunction } from 'i18next'
import type { Found } from '../../../contract/ipc.ts'
import type { Clockface } from '../../i18n/format.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useEscape } from '../../ui/escape.ts'
import { judge } from './judge.ts'
import { refusedParts, tagParts, titleOf } from './verdict-words.ts'

/** Whose code was looked up. It has no colour of a verdict: nobody was let in. */
export function FoundBand() {
  const found = useDesk((desk) => desk.found)
  const showFound = useDesk((desk) => desk.showFound)
  const dismiss = () => showFound(null)
  useEscape('verdict', found !== null, dismiss)
  return found && <Shown found={found} dismiss={dismiss} />
}

function Shown({ found, dismiss }: { found: Found; dismiss: () => void }) {
  const t = useT()
  const clock = useClockface()
  const { openGuest, closeDialogs } = useDesk.getState()
  const { reservation, outcome, text, source } = found
  const admit = () => {
    dismiss()
    void judge({ text, source, at: new Date().toISOString() })
  }
  const see = (id: string) => {
    closeDialogs()
    openGuest(id)
    dismiss()
  }
  return (
    <section
      className="band found"
      data-testid="look-up-result"
      data-outcome={outcome}
      aria-label={t('found.label')}
    >
      <Eye aria-hidden size="3.5rem" />
      <div key={found.at} className="band-words" role="status">
        <p className="band-title found-title">{titleOf(found, t)}</p>
        <p className="found-sentence">{sentence(found, t, clock)}</p>
        <p className="found-note">{t('found.notCounted')}</p>
      </div>
      {outcome === 'admitted' && (
        <Button look="main" icon={<DoorOpen aria-hidden />} onClick={admit}>
          {t('found.admit')}
        </Button>
      )}
      {reservation && (
        <Button icon={<UserRound aria-hidden />} onClick={() => see(reservation.id)}>
          {t('verdict.openGuest')}
        </Button>
      )}
      <IconButton label={t('verdict.close')} onClick={dismiss}>
        <X aria-hidden />
      </IconButton>
    </section>
  )
}

/** What a scan would say, then what is known of the party. */
function sentence(found: Found, t: TFunction, clock: Clockface): string {
  const { reservation, outcome } = found
  const good = reservation ? t('found.good') : t('found.goodUnknown')
  const verdict = outcome === 'admitted' ? [good] : refusedParts(found, t, clock)
  if (!reservation) return verdict.join(' · ')
  const { arrivedCount, partySize, table, tags, startsAt } = reservation
  return [
    ...verdict,
    t('found.inside', { arrived: arrivedCount, size: partySize }),
    t('found.expected', { time: clock.time(startsAt) }),
    ...(table === undefined ? [] : [t('verdict.say.table', { table })]),
    ...tagParts(tags, t),
  ].join(' · ')
}
