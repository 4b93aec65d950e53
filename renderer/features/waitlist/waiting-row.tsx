import { Armchair, Hourglass, TimerReset } from 'lucide-react'
import { memo } from 'react'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { currentTime, useClock } from '../../clock.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Tags } from '../arrivals/tags.tsx'
import { useGlow } from '../arrivals/use-glow.ts'
import { changeGuest } from '../../edits.ts'
import { minutesOverdue, minutesWaited } from './waiting.ts'

interface WaitingRowProps {
  id: string
  /** From one. */
  place: number
  current: boolean
}

/** One party that waits, drawn again only when its own reservation or its minutes change. */
export const WaitingRow = memo(function WaitingRow({ id, ...rest }: WaitingRowProps) {
  const reservation = useDesk((desk) => desk.byId.get(id))
  return reservation ? <Row reservation={reservation} {...rest} /> : null
})

/** By how much a promise is put off. */
const laterMinutes = 10

function Row({
  reservation,
  place,
  current,
}: Omit<WaitingRowProps, 'id'> & { reservation: DeskReservation }) {
  const t = useT()
  const clock = useClockface()
  const { id, customer, status, partySize, tags, quotedFor, notes } = reservation
  // Another desk may have seated it while its row is held under the pointer.
  const waits = status === 'waitlist'
  const open = useDesk((desk) => desk.openGuestId === id)
  const waited = useClock((now) => minutesWaited(reservation, now))
  const overdue = useClock((now) => minutesOverdue(reservation, now))
  const row = useGlow<HTMLDivElement>(reservation)
  const tabIndex = current ? 0 : -1

  function putOff(): void {
    const from = Math.max(currentTime(), Date.parse(quotedFor ?? '') || 0)
    const later = new Date(from + laterMinutes * 60_000).toISOString()
    const words = { name: customer.name, time: clock.time(later) }
    void changeGuest(reservation, { quotedFor: later }, t('evening.waitlist.quoted', words))
  }

  return (
    <div
      ref={row}
      className="waiting"
      role="group"
      aria-labelledby={`waiting-${id}`}
      data-testid="waiting"
      data-reservation-id={id}
      data-waits={waits}
      data-overdue={waits && overdue !== null && overdue >= 0}
      data-open={open}
      tabIndex={tabIndex}
      onClick={() => useDesk.getState().openGuest(id)}
    >
      <span className="waiting-place">{place}</span>
      <div className="waiting-who">
        <h3 className="card-name" id={`waiting-${id}`}>
          <span>{customer.name}</span> <Tags tags={tags} />
        </h3>
        <p className="card-remarks">
          {t('list.people', { count: partySize })} · {t('evening.waitlist.waited', { count: waited })}
          {notes !== undefined && ` · ${notes}`}
        </p>
      </div>
      <p className="waiting-quote">
        {waits ? (
          <>
            <strong>
              <Hourglass aria-hidden size="1rem" />
              {quotedFor === undefined ? t('evening.waitlist.notQuoted') : clock.time(quotedFor)}
            </strong>
            <span>{overdue !== null && dueWords(overdue)}</span>
          </>
        ) : (
          <strong>{t(`status.${status}`)}</strong>
        )}
      </p>
      <div className="waiting-acts" onClick={(event) => event.stopPropagation()}>
        <Button
          icon={<TimerReset aria-hidden />}
          disabled={!waits}
          tabIndex={tabIndex}
          aria-label={t('evening.waitlist.putOffLabel', { name: customer.name, count: laterMinutes })}
          onClick={putOff}
        >
          {t('evening.waitlist.putOff', { count: laterMinutes })}
        </Button>
        <Button
          look="main"
          icon={<Armchair aria-hidden />}
          disabled={!waits}
          tabIndex={tabIndex}
          aria-label={t('evening.waitlist.seatLabel', { name: customer.name })}
          onClick={() => useDesk.getState().startPlacing(id, true)}
        >
          {t('evening.waitlist.seat')}
        </Button>
      </div>
    </div>
  )

  function dueWords(minutes: number): string {
    if (minutes >= 0) return t('evening.waitlist.overdue', { count: minutes })
    return t('evening.waitlist.due', { count: -minutes })
  }
}
