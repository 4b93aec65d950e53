import type { TFunction } from 'i18next'
import type { EditField, FieldValue } from '../../../contract/merge.ts'
import { reservationStatusSchema } from '../../../contract/reservation.ts'
import type { Clockface } from '../../i18n/format.ts'
import { tagWords } from '../arrivals/tags.tsx'

/** What a field holds, as a host reads it. */
export function fieldWords(field: EditField, value: FieldValue, t: TFunction, clock: Clockface): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return t('history.nothing')
  if (Array.isArray(value)) return value.map((tag) => tagWords(tag, t)).join(', ')
  if (field === 'startsAt' || field === 'quotedFor') return clock.dateTime(value)
  const status = field === 'status' ? reservationStatusSchema.safeParse(value).data : undefined
  return status ? t(`status.${status}`) : String(value)
}
