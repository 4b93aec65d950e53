import type { TFunction } from 'i18next'

/** From so much on, a clock that is wrong is told. */
export const tellFromMs = 60_000

/** How far a clock is off: `1 h 2 min adelantado`. */
export function clockOffWords(offsetMs: number, t: TFunction): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000)
  const hours = Math.floor(minutes / 60)
  const time =
    hours === 0 ? t('clock.minutes', { minutes }) : t('clock.hours', { hours, minutes: minutes % 60 })
  return offsetMs > 0 ? t('clock.ahead', { time }) : t('clock.behind', { time })
}
