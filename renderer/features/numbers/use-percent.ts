import { useTranslation } from 'react-i18next'

/** Writes a share as `12,5 %`; what there is no share of is a dash. */
export function usePercent(): (share: number | null) => string {
  const { i18n } = useTranslation()
  const format = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  return (share) => (share === null ? '–' : format.format(share))
}
