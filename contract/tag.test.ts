import { describe, expect, it } from 'vitest'
import { isVip, readTag, wireTag } from './tag.ts'

describe('an allergy', () => {
  it.each([
    ['allergy:nueces', 'nueces'],
    ['alergia: nueces', 'nueces'],
    ['Alergia:Maní', 'Maní'],
    ['ALERGIA NUECES', 'NUECES'],
    ['alérgia a nueces', 'nueces'],
    ['alérgica al marisco', 'marisco'],
    ['ALÉRGICO: gluten', 'gluten'],
    ['Alergias', ''],
    ['allergy', ''],
    ['allergic to nuts', 'nuts'],
    ['Nut allergy', 'Nut'],
    ['⚠ alergia – leche', 'leche'],
    ['muy alérgica a nueces', 'muy alérgica a nueces'],
    ['sin gluten (alergia)', 'sin gluten (alergia)'],
    ['ale\u0301rgico a la piña', 'la piña'],
  ])('is seen in %s', (tag, allergen) => {
    expect(readTag(tag)).toEqual({ kind: 'allergy', allergen })
  })

  it.each(['sin alergias', 'no allergies', 'cumpleaños', 'alergólogo', 'vips', ''])(
    'is not seen in "%s"',
    (tag) => {
      expect(readTag(tag)).toEqual({ kind: 'plain' })
    },
  )

  it('goes over the wire under one word, and is read again as it was', () => {
    expect(['Alergia: nueces', 'nut allergy', 'alergias', ' terraza '].map(wireTag)).toEqual([
      'allergy:nueces',
      'allergy:nut',
      'allergy',
      'terraza',
    ])
    for (const tag of ['Alergia: nueces', 'nut allergy', 'muy alérgica a nueces', 'alergias']) {
      expect(readTag(wireTag(tag))).toEqual(readTag(tag))
    }
  })
})

it('VIP is known whatever its case', () => {
  expect(isVip({ tags: ['terraza', ' Vip'] })).toBe(true)
  expect(isVip({ tags: ['vips'] })).toBe(false)
})
