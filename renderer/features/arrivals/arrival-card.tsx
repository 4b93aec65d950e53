import './arrival-card.css'
import { CloudUpload } from 'lucide-react'
import { memo } from 'react'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { peopleIn } from '../../../contract/party.ts'
import { useT } from '../../i18n/use-t.ts'
import { lookOf } from '../../party.ts'
import { useDesk } from '../../store/desk-store.ts'
import { NoShowQuestion } from '../late/no-show-question.tsx'
import { TableSlot } from '../tables/table-slot.tsx'
import { lateWords } from './late-words.ts'
import { PartyDots } from './party-dots.tsx'
import { StateSign } from './state-sign.tsx'
import { Tags } from './tags.tsx'
import { useGlow } from './use-glow.ts'
import { useLate } from './use-late.ts'

interface ArrivalCardProps {
  id: string
  /** Where the arrow keys are: the one card that Tab reaches. */
  current: boolean
}

/** One party, drawn again only when its own reservation changes. */
export const ArrivalCard = memo(function ArrivalCard({ id, current }: ArrivalCardProps) {
  const reservation = useDesk((desk) => desk.byId.get(id))
  return reservation ? <Card reservation={reservation} current={current} /> : null
})

function Card({ reservation, current }: { reservation: DeskReservation; current: boolean }) {
  const t = useT()
  const { id, customer, status, partySize, tags, notes, pending } = reservation
  const open = useDesk((desk) => desk.openGuestId === id)
  const late = useLate(reservation)
  const inside = peopleIn(reservation)
  const look = lookOf(reservation, late > 0)
  const card = useGlow<HTMLElement>(reservation)
  const remarks = [
    late > 0 ? lateWords(late, t) : undefined,
    saysMore(status) ? t(`status.${status}`) : undefined,
    notes,
  ].filter((remark) => remark !== undefined)
  return (
    <article
      ref={card}
      className="card"
      data-testid="reservation-card"
      data-reservation-id={id}
      data-status={status}
      data-arrived={reservation.arrivedCount}
      data-party-size={partySize}
      data-pending={pending}
      data-look={look}
      data-open={open}
      aria-labelledby={`name-${id}`}
      tabIndex={current ? 0 : -1}
      onClick={() => useDesk.getState().openGuest(id)}
    >
      <StateSign look={look} label={look === 'late' ? t('status.late') : t(`status.${status}`)} />
      <div className="card-who">
        <h3 className="card-name" id={`name-${id}`}>
          <span elementtiming="card">{customer.name}</span> <Tags tags={tags} />
        </h3>
        {remarks.length > 0 && <p className="card-remarks">{remarks.join(' · ')}</p>}
      </div>
      {pending && (
        <span className="card-pending">
          <CloudUpload aria-hidden size="1rem" />
          {t('card.pending')}
        </span>
      )}
      <NoShowQuestion reservation={reservation} late={late} tabIndex={current ? 0 : -1} />
      <div className="card-party">
        <PartyDots inside={inside} size={partySize} />
        <span className="card-count">
          <span className="hidden-visually">{t('card.arrived', { arrived: inside, size: partySize })}</span>
          <span aria-hidden>
            <strong>{inside}</strong> / {partySize}
          </span>
        </span>
      </div>
      <TableSlot reservation={reservation} tabIndex={current ? 0 : -1} />
    </article>
  )
}

/** Whether the sign alone would not say enough. */
function saysMore(status: DeskReservation['status']): boolean {
  return status !== 'confirmed' && status !== 'arrived' && status !== 'seated'
}
