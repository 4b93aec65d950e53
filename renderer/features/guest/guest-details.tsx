import { Armchair, Clock, Hash, Mail, Phone, StickyNote } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { useClockface } from '../../i18n/use-clockface.ts'

/** The code of a reservation that the server has not seen: it is never issued. */
const notYetGiven = 'AAAAAA'

/** What is known of a reservation besides its state. */
export function GuestDetails({ reservation }: { reservation: DeskReservation }) {
  const { t } = useTranslation()
  const clock = useClockface()
  const { customer, startsAt, table, notes, code } = reservation
  return (
    <dl className="guest-details">
      <Detail icon={<Clock aria-hidden />} name={t('guest.time')}>
        {clock.dateTime(startsAt)}
      </Detail>
      {table !== undefined && (
        <Detail icon={<Armchair aria-hidden />} name={t('guest.table')}>
          {table}
        </Detail>
      )}
      {notes !== undefined && (
        <Detail icon={<StickyNote aria-hidden />} name={t('guest.notes')}>
          <span className="guest-notes">{notes}</span>
        </Detail>
      )}
      {customer.phone !== undefined && (
        <Detail icon={<Phone aria-hidden />} name={t('guest.phone')}>
          {customer.phone}
        </Detail>
      )}
      {customer.email !== undefined && (
        <Detail icon={<Mail aria-hidden />} name={t('guest.email')}>
          {customer.email}
        </Detail>
      )}
      {code !== notYetGiven && (
        <Detail icon={<Hash aria-hidden />} name={t('guest.code')}>
          <span className="guest-code">{code}</span>
        </Detail>
      )}
    </dl>
  )
}

function Detail({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <div>
      {icon}
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
