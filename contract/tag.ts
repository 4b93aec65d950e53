import type { Reservation } from './reservation.ts'

/** What a tag means. VIP and allergies must not be overlooked; `allergen` is empty where the tag names none. */
export type TagMeaning = { kind: 'vip' } | { kind: 'allergy'; allergen: string } | { kind: 'plain' }

// Hosts write what they hear, in either language and with or without the accent: `alergia: maní`, `ALÉRGICA A NUECES`,
// `nut allergy`. To warn once too often is right; to show an allergy as a plain tag is not.
const allergy = /(?<!\p{L})(?:al[eé]rgi(?:as?|c[oa]s?)|allerg(?:y|ies|ic))(?!\p{L})/iu
const ofNone = /^(?:sin|no|not|without|ninguna)$/iu
// What stands between the word and the allergen: `alergia: nueces`, `alergia a nueces`, `allergic to nuts`.
const linking = /^[\s:=,.()\-–—]*(?:(?:al?|to)\s+)?/iu

/** The one reading of a tag. On the wire an allergy is `allergy:nueces`; other clients and hosts write it otherwise. */
export function readTag(tag: string): TagMeaning {
  const text = tag.normalize('NFC').trim()
  if (text.toLowerCase() === 'vip') return { kind: 'vip' }
  const found = allergy.exec(text)
  if (!found) return { kind: 'plain' }
  const before = text.slice(0, found.index).trim()
  if (ofNone.test(before)) return { kind: 'plain' }
  const after = text.slice(found.index + found[0].length)
  if (!/\p{L}/u.test(before)) return { kind: 'allergy', allergen: after.replace(linking, '') }
  // `nut allergy` names it before; a sentence stays whole, so that nothing of it is lost.
  return { kind: 'allergy', allergen: after === '' ? before : text }
}

export function tagKind(tag: string): TagMeaning['kind'] {
  return readTag(tag).kind
}

/** A tag as it goes over the wire: one word for an allergy, whatever the host's language. */
export function wireTag(text: string): string {
  const meaning = readTag(text)
  if (meaning.kind !== 'allergy' || meaning.allergen === text.trim()) return text.trim()
  return meaning.allergen === '' ? 'allergy' : `allergy:${meaning.allergen}`
}

export function isVip(reservation: Pick<Reservation, 'tags'>): boolean {
  return reservation.tags.some((tag) => tagKind(tag) === 'vip')
}
