import { seededRandom } from '../../server/demo/random.ts'

/** Chances and choices that are the same for the same seed. */
export interface Chance {
  /** 0 up to 1. */
  next: () => number
  /** A whole number from `min` to `max`. */
  whole(min: number, max: number): number
  pick<T>(list: readonly T[]): T | undefined
  shuffled<T>(list: readonly T[]): T[]
}

/** @param part Whose choices they are, so that those of one do not depend on how many another has made. */
export function chance(seed: number, part: string): Chance {
  let mixed = seed
  for (const letter of part) mixed = Math.imul(mixed, 31) + (letter.codePointAt(0) ?? 0)
  const next = seededRandom(mixed)
  const whole = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    whole,
    pick: (list) => list[whole(0, list.length - 1)],
    shuffled(list) {
      const rest = [...list]
      return list.flatMap(() => rest.splice(whole(0, rest.length - 1), 1))
    },
  }
}
