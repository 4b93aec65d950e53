import { transitions } from '../contract/reservation.ts'
import type { ReservationStatus } from '../contract/reservation.ts'

/** The fewest status changes that lead from one status to another, as the contract allows them; empty where none do. */
export function wayBack(from: ReservationStatus, to: ReservationStatus): readonly ReservationStatus[] {
  const ways: ReservationStatus[][] = [[from]]
  const seen = new Set([from])
  for (const way of ways) {
    const last = way.at(-1)
    if (last === undefined) continue
    if (last === to) return way.slice(1)
    for (const next of transitions[last]) {
      if (seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  }
  return []
}
