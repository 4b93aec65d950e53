import './tags.css'
import type { TFunction } from 'i18next'
import { Star, TriangleAlert } from 'lucide-react'
import { readTag, tagKind } from '../../../contract/tag.ts'
import { useT } from '../../i18n/use-t.ts'

/** Tags in the order of what must not be overlooked: allergies, VIP, the rest. */
export function Tags({ tags }: { tags: readonly string[] }) {
  const t = useT()
  return tags.toSorted(byWeight).map((tag) => {
    const kind = tagKind(tag)
    return (
      <span key={tag} className="tag" data-kind={kind}>
        {kind === 'vip' && <Star aria-hidden size="0.875rem" fill="currentColor" />}
        {kind === 'allergy' && <TriangleAlert aria-hidden size="0.875rem" strokeWidth={2.5} />}
        {tagWords(tag, t)}
      </span>
    )
  })
}

/** A tag as it is read: `allergy:nueces` is `Alergia: nueces`. */
export function tagWords(tag: string, t: TFunction): string {
  const meaning = readTag(tag)
  if (meaning.kind === 'plain') return tag
  if (meaning.kind === 'vip') return t('card.vip')
  const { allergen } = meaning
  return allergen === '' ? t('card.allergy') : t('guest.allergyTo', { allergen })
}

const weight = { allergy: 0, vip: 1, plain: 2 }

/** Orders tags by what must not be overlooked. */
export function byWeight(a: string, b: string): number {
  return weight[tagKind(a)] - weight[tagKind(b)]
}
