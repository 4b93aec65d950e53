import { useLanguage } from '../../i18n/use-t.ts'

/** Writes a share as `12,5 %`; what there is no share of is a dash. */
export function usePercent(): (share: number | null) => string {
  const language = useLanguage()
  const format = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  return (share) => (share === null ? '–' : format.format(share))
}
