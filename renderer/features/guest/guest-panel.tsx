import './guest-panel.css'
import { Pencil, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskReservation } from '../../../contract/ipc.ts'
import type { ReservationChanges } from '../../../contract/reservation.ts'
import { updateReservation } from '../../actions.ts'
import { peopleIn } from '../../../contract/party.ts'
import { lookOf } from '../../party.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useEscape } from '../../ui/escape.ts'
import { lateWords } from '../arrivals/late-words.ts'
import { PartyDots } from '../arrivals/party-dots.tsx'
import { StateSign } from '../arrivals/state-sign.tsx'
import { Tags } from '../arrivals/tags.tsx'
import { useLate } from '../arrivals/use-late.ts'
import { changesBetween, draftOf } from '../reservation/draft.ts'
import { ReservationForm } from '../reservation/reservation-form.tsx'
import { showProblem } from '../toasts/show-problem.tsx'
import { actionsFor } from './actions-for.ts'
import { GuestDetails } from './guest-details.tsx'

/** One guest, beside the list: who they are, what can be done, and every field to change. */
export function GuestPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const reservation = useDesk((desk) => desk.byId.get(id))
  const [editing, setEditing] = useState(false)
  const panel = useRef<HTMLElement>(null)
  const close = () => {
    useDesk.getState().openGuest(null)
    document.querySelector<HTMLElement>(`[data-reservation-id="${id}"]`)?.focus({ preventScroll: true })
  }
  useEscape('guest', true, editing ? () => setEditing(false) : close)
  useEffect(() => {
    // From the search field the focus comes here; from a card it stays, so that the arrows walk on.
    if (document.activeElement?.id === 'search') panel.current?.focus()
  }, [])

  return (
    <aside
      ref={panel}
      className="guest"
      tabIndex={-1}
      aria-label={t('guest.label', { name: reservation?.customer.name ?? '' })}
    >
      <div className="guest-tools">
        {reservation && !editing && (
          <Button look="quiet" icon={<Pencil aria-hidden />} onClick={() => setEditing(true)}>
            {t('guest.edit')}
          </Button>
        )}
        <IconButton label={t('guest.close')} onClick={close}>
          <X />
        </IconButton>
      </div>
      {!reservation && <p className="guest-gone">{t('guest.gone')}</p>}
      {reservation &&
        (editing ? (
          <EditGuest reservation={reservation} onDone={() => setEditing(false)} />
        ) : (
          <ShownGuest reservation={reservation} />
        ))}
    </aside>
  )
}

function ShownGuest({ reservation }: { reservation: DeskReservation }) {
  const { t } = useTranslation()
  const { status, partySize, customer, tags } = reservation
  const late = useLate(reservation)
  const look = lookOf(reservation, late > 0)
  const inside = peopleIn(reservation)
  const word = late > 0 ? lateWords(late, t) : t(`status.${status}`)
  return (
    <div className="guest-body">
      <h2 className="guest-name">{customer.name}</h2>
      <p className="guest-status" data-look={look}>
        <StateSign look={look} label={word} />
        <span aria-hidden>{word}</span>
      </p>
      {tags.length > 0 && (
        <p className="guest-tags">
          <Tags tags={tags} />
        </p>
      )}
      <div className="guest-party">
        <p>
          <strong>{inside}</strong> / {partySize} {t('guest.inside')}
        </p>
        <PartyDots inside={inside} size={partySize} />
      </div>
      <section className="guest-actions" aria-label={t('guest.actions')}>
        {actionsFor(status).map(({ to, word: action, look: buttonLook }) => (
          <Button key={to} look={buttonLook} onClick={() => void change(reservation.id, { status: to })}>
            {t(`action.${action}`)}
          </Button>
        ))}
      </section>
      <GuestDetails reservation={reservation} />
    </div>
  )
}

function EditGuest({ reservation, onDone }: { reservation: DeskReservation; onDone: () => void }) {
  const { t } = useTranslation()
  const business = useDesk((desk) => desk.business)
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => frame.current?.querySelector('input')?.focus(), [])
  if (!business) return null
  return (
    <div ref={frame} className="guest-edit" role="group" aria-label={t('form.editTitle')}>
      <ReservationForm
        initial={draftOf(reservation, business, t('card.allergy'))}
        venue={business}
        submitLabel={t('app.save')}
        onCancel={onDone}
        onSubmit={async (after) => {
          const changes = changesBetween(reservation, after)
          if (changes === null || (await change(reservation.id, changes))) onDone()
        }}
      />
    </div>
  )
}

/** Whether main took the change. */
async function change(id: string, changes: ReservationChanges): Promise<boolean> {
  const answer = await updateReservation({ id, changes })
  if (!answer.ok) showProblem(answer.problem.code)
  return answer.ok
}
