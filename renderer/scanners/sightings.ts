/** A code that was gone for so long has been shown again, in milliseconds. */
const gone = 400
/**
 * The same, once the two seconds are over in which a second reading counts nothing: a phone held in a shaking
 * hand is not read in every frame, and must not let a second person in.
 */
const goneLater = 800
const repeatWindow = 2000
const forgetAfter = 10_000

/**
 * Turns what each picture shows into readings: a code that stays in view is one, one that leaves and comes back
 * is another. `at`: milliseconds of any steady clock.
 */
export function createSightings(): (texts: readonly string[], at: number) => string[] {
  const known = new Map<string, { readAt: number; seenAt: number }>()
  return (texts, at) => {
    const readings: string[] = []
    for (const text of new Set(texts)) {
      const sighting = known.get(text)
      const shortest = sighting && at - sighting.readAt < repeatWindow ? gone : goneLater
      if (sighting && at - sighting.seenAt < shortest) sighting.seenAt = at
      else {
        readings.push(text)
        known.set(text, { readAt: at, seenAt: at })
      }
    }
    for (const [text, { seenAt }] of known) if (at - seenAt > forgetAfter) known.delete(text)
    return readings
  }
}
