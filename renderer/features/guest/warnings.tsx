import './warnings.css'
import { Star, TriangleAlert } from 'lucide-react'
import { tagKind } from '../../../contract/tag.ts'
import { useT } from '../../i18n/use-t.ts'
import { tagWords } from '../arrivals/tags.tsx'

/** What must not be overlooked of a guest, across the whole panel: a sign, a colour of its own, and a word. */
export function Warnings({ tags }: { tags: readonly string[] }) {
  const t = useT()
  const allergies = tags.filter((tag) => tagKind(tag) === 'allergy')
  const vip = tags.some((tag) => tagKind(tag) === 'vip')
  if (allergies.length === 0 && !vip) return null
  return (
    <ul className="warnings" aria-label={t('guest.warnings')}>
      {allergies.map((tag) => (
        <li key={tag} data-kind="allergy">
          <TriangleAlert aria-hidden size="1.5rem" strokeWidth={2.25} />
          {tagWords(tag, t)}
        </li>
      ))}
      {vip && (
        <li data-kind="vip">
          <Star aria-hidden size="1.5rem" fill="currentColor" />
          {t('card.vip')}
        </li>
      )}
    </ul>
  )
}
