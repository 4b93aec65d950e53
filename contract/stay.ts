import type { Reservation } from './reservation.ts'

/** Up to so many people, so many minutes at the table; larger parties stay longer. */
const stays = [
  { people: 2, minutes: 90 },
  { people: 4, minutes: 105 },
  { people: 6, minutes: 120 },
  { people: 8, minutes: 135 },
] as const
const longest = 150

/** Minutes for which a party of this size is expected to keep its table. */
export function stayMinutes(partySize: number): number {
  return stays.find(({ people }) => partySize <= people)?.minutes ?? longest
}

/**
 * When a party is expected to leave its table, in milliseconds since 1970. An estimate: nobody writes down when a
 * party sat down, so it counts from the time that it was booked for.
 * @param pace How long parties stay tonight, beside how long they mostly do.
 */
export function expectedEnd({ startsAt, partySize }: Pick<Reservation, 'startsAt' | 'partySize'>, pace = 1) {
  return Date.parse(startsAt) + stayMinutes(partySize) * pace * 60_000
}

/** Fewer parties than this say nothing of an evening. */
const fewest = 3
const slowest = 1.4
const quickest = 0.7

/**
 * How long parties stay this evening, beside how long they mostly do: the median of those who have left, within
 * bounds. `1` while too few have.
 */
export function paceOf(
  reservations: Iterable<Pick<Reservation, 'status' | 'startsAt' | 'partySize' | 'updatedAt'>>,
): number {
  const ratios: number[] = []
  for (const { status, startsAt, partySize, updatedAt } of reservations) {
    // The last change of a party that has left is mostly that it left.
    const minutes = (Date.parse(updatedAt) - Date.parse(startsAt)) / 60_000
    if (status === 'completed' && minutes > 0) ratios.push(minutes / stayMinutes(partySize))
  }
  if (ratios.length < fewest) return 1
  ratios.sort((a, b) => a - b)
  const median = ratios[Math.floor(ratios.length / 2)] ?? 1
  return Math.min(slowest, Math.max(quickest, median))
}
