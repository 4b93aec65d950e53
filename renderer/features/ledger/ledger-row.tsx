import { CloudUpload } from 'lucide-react'
import { memo } from 'react'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { peopleIn } from '../../../contract/party.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { lookOf } from '../../party.ts'
import { useDesk } from '../../store/desk-store.ts'
import { lateWords } from '../arrivals/late-words.ts'
import { StateSign } from '../arrivals/state-sign.tsx'
import { Tags } from '../arrivals/tags.tsx'
import { useGlow } from '../arrivals/use-glow.ts'
import { useLate } from '../arrivals/use-late.ts'

/** One party in a line, drawn again only when its own reservation changes. */
export const LedgerRow = memo(function LedgerRow({ id, current }: { id: string; current: boolean }) {
  const reservation = useDesk((desk) => desk.byId.get(id))
  return reservation ? <Row reservation={reservation} current={current} /> : null
})

function Row({ reservation, current }: { reservation: DeskReservation; current: boolean }) {
  const t = useT()
  const clock = useClockface()
  const { id, customer, startsAt, status, partySize, table, tags, pending } = reservation
  const open = useDesk((desk) => desk.openGuestId === id)
  const late = useLate(reservation)
  const row = useGlow<HTMLDivElement>(reservation)
  const look = lookOf(reservation, late > 0)
  return (
    <div
      ref={row}
      className="ledger-row"
      role="row"
      data-testid="list-row"
      data-reservation-id={id}
      data-status={status}
      data-look={look}
      data-open={open}
      tabIndex={current ? 0 : -1}
      onClick={() => useDesk.getState().openGuest(id)}
    >
      <span role="cell">{clock.time(startsAt)}</span>
      <span role="cell" className="ledger-name">
        <strong>{customer.name}</strong> <Tags tags={tags} />
        {pending && (
          <span
            role="img"
            aria-label={t('card.pending')}
            title={t('card.pending')}
            className="ledger-pending"
          >
            <CloudUpload aria-hidden size="1rem" />
          </span>
        )}
      </span>
      <span role="cell">
        <span className="hidden-visually">
          {t('card.arrived', { arrived: peopleIn(reservation), size: partySize })}
        </span>
        <span aria-hidden>
          <strong>{peopleIn(reservation)}</strong> / {partySize}
        </span>
      </span>
      <span role="cell">{table !== undefined && <strong>{table}</strong>}</span>
      <span role="cell" className="ledger-state">
        <StateSign look={look} />
        {late > 0 ? lateWords(late, t) : t(`status.${status}`)}
      </span>
    </div>
  )
}
