import type { TFunction } from 'i18next'
import type { Reservation } from '../../../contract/reservation.ts'
import type { Clockface } from '../../i18n/format.ts'
import type { Moment } from './timeline.ts'

export interface MomentWords {
  /** Whose it is. */
  title: string
  detail: string
}

/** What a moment was, in a few words. */
export function momentWords({ event, before }: Moment, t: TFunction, clock: Clockface): MomentWords {
  const row = 'reservation' in event ? event.reservation : undefined
  const title = row?.customer.name ?? t('toast.nobody')
  switch (event.type) {
    case 'reservation-created':
      return { title, detail: t('replay.created', { when: booked(event.reservation, t, clock) }) }
    case 'reservation-updated':
      return { title, detail: changed(event.reservation, before, t, clock) }
    case 'reservation-deleted':
      return { title, detail: t('replay.deleted') }
    case 'qr-scanned': {
      const { outcome, people } = event.scan
      const detail =
        outcome === 'admitted' && row
          ? t('replay.admitted', { count: people, arrived: row.arrivedCount, size: row.partySize })
          : t('replay.refused', { why: t(`verdict.title.${outcome}`) })
      return { title, detail }
    }
    case 'scan-undone':
      return { title, detail: t('replay.undone', { count: event.scan.people }) }
    case 'scan-conflict':
      return { title, detail: t('replay.conflict', { desk: event.scan.deviceName }) }
    case 'ticket-revoked':
      return { title, detail: t('replay.ticket') }
    case 'settings-changed':
      return { title: t('replay.venue'), detail: t('replay.settings') }
  }
}

/** `20:45 · 5 personas`. */
function booked({ startsAt, partySize }: Reservation, t: TFunction, clock: Clockface): string {
  return t('toast.when', { time: clock.time(startsAt), people: t('list.people', { count: partySize }) })
}

/** What is another now: the state first, since that is what a host does most. */
function changed(row: Reservation, before: Reservation | undefined, t: TFunction, clock: Clockface): string {
  if (!before) return t('replay.movedHere', { when: booked(row, t, clock) })
  const parts: string[] = []
  if (row.status !== before.status) parts.push(t(`status.${row.status}`))
  if (row.startsAt !== before.startsAt) parts.push(t('replay.moved', { when: clock.dateTime(row.startsAt) }))
  if (row.partySize !== before.partySize) parts.push(t('replay.size', { count: row.partySize }))
  if (row.table !== before.table)
    parts.push(row.table === undefined ? t('replay.noTable') : t('replay.table', { table: row.table }))
  if (row.customer.name !== before.customer.name)
    parts.push(t('replay.renamed', { name: before.customer.name }))
  if (row.notes !== before.notes) parts.push(t('replay.notes'))
  if (row.tags.join('\n') !== before.tags.join('\n')) parts.push(t('replay.tags'))
  if (row.customer.phone !== before.customer.phone || row.customer.email !== before.customer.email)
    parts.push(t('replay.contact'))
  if (row.quotedFor !== before.quotedFor && row.quotedFor !== undefined)
    parts.push(t('replay.quoted', { time: clock.time(row.quotedFor) }))
  return parts.length > 0 ? parts.join(' · ') : t('replay.touched')
}
