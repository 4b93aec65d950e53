import { useMemo } from 'react'
import { useDesk } from '../store/desk-store.ts'
import { clockface } from './format.ts'
import type { Clockface } from './format.ts'
import { useLanguage } from './use-t.ts'

/** The venue's clock in the language of the screen. Before the venue is known, the computer's own zone. */
export function useClockface(): Clockface {
  const language = useLanguage()
  const timeZone = useDesk((desk) => desk.business?.timeZone)
  return useMemo(
    () => clockface(language, timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone),
    [language, timeZone],
  )
}
