import './tags.css'
import { Star, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { tagKind } from '../../../contract/reservation.ts'

/** Tags in the order of what must not be overlooked: allergies, VIP, the rest. */
export function Tags({ tags }: { tags: readonly string[] }) {
  const { t } = useTranslation()
  return tags.toSorted(byWeight).map((tag) => {
    const kind = tagKind(tag)
    return (
      <span key={tag} className="tag" data-kind={kind}>
        {kind === 'vip' && <Star aria-hidden size="0.875rem" />}
        {kind === 'allergy' && <TriangleAlert aria-hidden size="0.875rem" />}
        {kind === 'vip' ? t('card.vip') : kind === 'allergy' ? allergen(tag, t('card.allergy')) : tag}
      </span>
    )
  })
}

const weight = { allergy: 0, vip: 1, plain: 2 }

function byWeight(a: string, b: string): number {
  return weight[tagKind(a)] - weight[tagKind(b)]
}

/** `allergy:nueces` is `Nueces` behind a warning sign. */
function allergen(tag: string, word: string): string {
  const name = tag.slice(tag.indexOf(':') + 1).trim()
  if (!tag.includes(':') || name === '') return word
  return name.charAt(0).toLocaleUpperCase() + name.slice(1)
}
