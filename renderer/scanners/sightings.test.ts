import { describe, expect, it } from 'vitest'
import { createSightings } from './sightings.ts'

/** Pictures so many milliseconds apart; a letter is a code that was read in it. */
function readings(pictures: string, apart = 100): string[] {
  const see = createSightings()
  return Array.from(pictures).flatMap((picture, index) =>
    see(picture === '.' ? [] : [picture], index * apart).map(
      ({ text, unseenFor }) =>
        `${text}@${index * apart}${unseenFor === undefined ? '' : ` after ${unseenFor}`}`,
    ),
  )
}

describe('sightings (time is given)', () => {
  it('makes one reading of a code that stays, also where some pictures are blurred', () => {
    expect(readings('.AAAAAAA.A..AAAAAAA...AAAAAAAAAAAAAA...AAAAA')).toEqual(['A@100'])
  })

  it('makes one reading of a code that stays, also where the machine looks at one picture a second', () => {
    expect(readings('A.AA.A...A', 1000)).toEqual(['A@0'])
  })

  it('makes another of one that leaves and comes back, and says for how long it was gone', () => {
    expect(readings('AA....AA')).toEqual(['A@0', 'A@600 after 500'])
    expect(readings('A'.repeat(30) + '........AA')).toEqual(['A@0', 'A@3800 after 900'])
  })

  it('forgets one that was gone for long', () => {
    expect(readings('A' + '.'.repeat(120) + 'A')).toEqual(['A@0', 'A@12100'])
  })

  it('keeps codes apart, and several in one picture', () => {
    expect(readings('ABAABB')).toEqual(['A@0', 'B@100'])
    const see = createSightings()
    expect(see(['A', 'B', 'A'], 0)).toEqual([{ text: 'A' }, { text: 'B' }])
    expect(see(['A'], 60_000)).toEqual([{ text: 'A' }])
  })
})
