import './guest-panel.css'
import { Pencil, QrCode, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { tagKind } from '../../../contract/tag.ts'
import { peopleIn } from '../../../contract/party.ts'
import { changeGuest, stepTo } from '../../edits.ts'
import { useT } from '../../i18n/use-t.ts'
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
import { actionsFor } from './actions-for.ts'
import { GuestDetails } from './guest-details.tsx'
import { GuestHistory } from './guest-history.tsx'
import { useGuestRecord } from './use-guest-record.ts'
import { Warnings } from './warnings.tsx'

/** One guest, beside the list: who they are, what can be done, and every field to change. */
export function GuestPanel({ id }: { id: string }) {
  const t = useT()
  const reservation = useDesk((desk) => desk.byId.get(id))
  const editing = useDesk((desk) => desk.editing)
  const { editGuest: setEditing, openDialog } = useDesk.getState()
  const disputed = useDesk((desk) => desk.outbox.conflicts.some(({ reservationId }) => reservationId === id))
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
          <>
            <Button look="quiet" icon={<QrCode aria-hidden />} onClick={() => openDialog('ticket')}>
              {t('guest.ticket')}
            </Button>
            <Button look="quiet" icon={<Pencil aria-hidden />} onClick={() => setEditing(true)}>
              {t('guest.edit')}
            </Button>
          </>
        )}
        <IconButton label={t('guest.close')} onClick={close}>
          <X />
        </IconButton>
      </div>
      {disputed && !editing && (
        <div className="guest-disputed" role="status">
          <p>{t('guest.disputed')}</p>
          <Button onClick={() => openDialog('conflict')}>{t('guest.choose')}</Button>
        </div>
      )}
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
  const t = useT()
  const { status, partySize, customer, tags } = reservation
  const late = useLate(reservation)
  const look = lookOf(reservation, late > 0)
  const inside = peopleIn(reservation)
  const word = late > 0 ? lateWords(late, t) : t(`status.${status}`)
  const record = useGuestRecord(reservation.id)
  const plain = tags.filter((tag) => tagKind(tag) === 'plain')
  return (
    <div className="guest-body">
      <Warnings tags={tags} />
      <h2 className="guest-name">{customer.name}</h2>
      <p className="guest-status" data-look={look}>
        <StateSign look={look} label={word} />
        <span aria-hidden>{word}</span>
      </p>
      {plain.length > 0 && (
        <p className="guest-tags">
          <Tags tags={plain} />
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
          <Button
            key={to}
            look={buttonLook}
            onClick={() => void changeGuest(reservation, stepTo(reservation, to))}
          >
            {t(`action.${action}`)}
          </Button>
        ))}
      </section>
      <GuestDetails reservation={reservation} record={record} />
      <GuestHistory record={record} />
    </div>
  )
}

function EditGuest({ reservation, onDone }: { reservation: DeskReservation; onDone: () => void }) {
  const t = useT()
  const business = useDesk((desk) => desk.business)
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => frame.current?.querySelector('input')?.focus(), [])
  if (!business) return null
  const initial = draftOf(reservation, business, t('card.allergy'))
  return (
    <div ref={frame} className="guest-edit" role="group" aria-label={t('form.editTitle')}>
      <ReservationForm
        initial={initial}
        follows
        venue={business}
        submitLabel={t('app.save')}
        onCancel={onDone}
        onSubmit={async (after) => {
          const changes = changesBetween(initial, reservation, after, business)
          if (changes === null || (await changeGuest(reservation, changes))) onDone()
        }}
      />
    </div>
  )
}
