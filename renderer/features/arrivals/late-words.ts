import type { TFunction } from 'i18next'

/** `11 min de retraso`; from an hour on with hours. */
export function lateWords(minutes: number, t: TFunction): string {
  if (minutes < 60) return t('card.late', { minutes })
  return t('card.lateHours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}
