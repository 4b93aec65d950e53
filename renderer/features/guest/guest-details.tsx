import { Armchair, Clock, Hash, History, StickyNote } from 'lucide-react'
import type { TFunction } from 'i18next'
import { customerKey } from '../../../contract/customer.ts'
import type { DeskReservation, GuestRecord } from '../../../contract/ipc.ts'
import { noCodeYet } from '../../../contract/reservation.ts'
import type { Clockface } from '../../i18n/format.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { Contact } from './contact.tsx'
import { Detail } from './detail.tsx'
import { InlineEdit } from './inline-edit.tsx'

/** What is known of a reservation besides its state. */
export function GuestDetails({
  reservation,
  record,
}: {
  reservation: DeskReservation
  record: GuestRecord | null
}) {
  const t = useT()
  const clock = useClockface()
  const { customer, startsAt, code } = reservation
  return (
    <div className="guest-details">
      <Detail icon={<StickyNote aria-hidden />} name={t('guest.notes')}>
        <InlineEdit
          reservation={reservation}
          field="notes"
          label={t('guest.changeNotes')}
          empty={t('guest.noNotes')}
          multiline
        />
      </Detail>
      <Detail icon={<Armchair aria-hidden />} name={t('guest.table')}>
        <InlineEdit
          reservation={reservation}
          field="table"
          label={t('guest.changeTable')}
          empty={t('guest.noTable')}
        />
      </Detail>
      <Detail icon={<Clock aria-hidden />} name={t('guest.time')}>
        {clock.dateTime(startsAt)}
      </Detail>
      {customerKey(customer) !== null && (
        <Detail icon={<History aria-hidden />} name={t('guest.visits')}>
          {visitWords(record, t, clock)}
        </Detail>
      )}
      <Contact customer={customer} />
      {code !== noCodeYet && (
        <Detail icon={<Hash aria-hidden />} name={t('guest.code')}>
          <span className="guest-code">{code}</span>
        </Detail>
      )}
    </div>
  )
}

/** `Ha venido 3 veces · faltó 1 vez · última, martes 12 nov`. */
function visitWords(record: GuestRecord | null, t: TFunction, clock: Clockface): string {
  const client = record?.client
  if (!client) return t('guest.unknownVisits')
  const { visits, noShows, lastVisitAt } = client
  return [
    visits === 0 ? t('guest.firstVisit') : t('guest.visited', { count: visits }),
    ...(noShows > 0 ? [t('guest.missed', { count: noShows })] : []),
    ...(lastVisitAt === undefined ? [] : [t('guest.lastVisit', { date: clock.date(lastVisitAt) })]),
  ].join(' · ')
}
