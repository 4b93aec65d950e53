import { describe, expect, it } from 'vitest'
import { createSightings } from './sightings.ts'

/** Pictures every 100 ms; a letter is a code that was read in it. */
function readings(pictures: string): string[] {
  const see = createSightings()
  return Array.from(pictures).flatMap((picture, index) =>
    see(picture === '.' ? [] : [picture], index * 100).map((text) => `${text}@${index * 100}`),
  )
}

describe('sightings (time is given)', () => {
  it('makes one reading of a code that stays, also where some pictures are blurred', () => {
    expect(readings('.AAAAAAA.A..AAAAAAA...AAAAAAAAAAAAAA......AAAAA')).toEqual(['A@100'])
  })

  it('makes another of one that leaves and comes back, within two seconds and after', () => {
    expect(readings('AA....AA')).toEqual(['A@0', 'A@600'])
    expect(readings('A'.repeat(30) + '........AA')).toEqual(['A@0', 'A@3800'])
  })

  it('keeps codes apart, and several in one picture', () => {
    expect(readings('ABAABB')).toEqual(['A@0', 'B@100'])
    const see = createSightings()
    expect(see(['A', 'B', 'A'], 0)).toEqual(['A', 'B'])
    expect(see(['A'], 60_000)).toEqual(['A'])
  })
})
