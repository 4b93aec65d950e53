/**
 * A code that was gone for so long, in milliseconds, and in so many pictures that were looked at, has left.
 * Pictures count too: a slow machine looks at few, and a shaking hand is not read in every one.
 */
const gone = 500
const gonePictures = 4
/** Longer than main's two seconds, in which a code that comes back counts nothing. */
const forgetAfter = 10_000

export interface Sighting {
  text: string
  /** Milliseconds since the same code was seen last; absent where it was not seen before, or long ago. */
  unseenFor?: number
}

/**
 * Turns what each picture shows into readings: a code that stays in view is one, one that leaves and comes back
 * is another. `at`: milliseconds of any steady clock.
 */
export function createSightings(): (texts: readonly string[], at: number) => Sighting[] {
  const known = new Map<string, { seenAt: number; missed: number }>()
  return (texts, at) => {
    const shown = new Set(texts)
    for (const [text, sighting] of known) {
      if (at - sighting.seenAt > forgetAfter) known.delete(text)
      else if (!shown.has(text)) sighting.missed += 1
    }
    const readings: Sighting[] = []
    for (const text of shown) {
      const before = known.get(text)
      if (!before) readings.push({ text })
      else if (before.missed >= gonePictures && at - before.seenAt >= gone) {
        readings.push({ text, unseenFor: at - before.seenAt })
      }
      known.set(text, { seenAt: at, missed: 0 })
    }
    return readings
  }
}
