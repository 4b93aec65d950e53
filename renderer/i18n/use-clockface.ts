import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from '../store/desk-store.ts'
import { clockface } from './format.ts'
import type { Clockface } from './format.ts'

/** The venue's clock in the language of the screen. Before the venue is known, the computer's own zone. */
export function useClockface(): Clockface {
  const { i18n } = useTranslation()
  const timeZone = useDesk((desk) => desk.business?.timeZone)
  const { language } = i18n
  return useMemo(
    () => clockface(language, timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone),
    [language, timeZone],
  )
}
