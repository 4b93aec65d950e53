import { mean, percentile } from '../statistics.ts'

/**
 * When something was at a place, in milliseconds since 1970, by the machine's one clock. In this order; a place
 * at which it could not be seen is left out.
 */
export interface Marks {
  /** The request leaves the client, or the scanner's last key reaches the window. */
  start: number
  /** Desk A's main process sends its request. */
  asked?: number
  /** A bare client beside the desks has the event. */
  streamed?: number
  /** Desk B's main process hands the event to its store, and has the answer. */
  storing?: number
  stored?: number
  /** Desk B's main process tells its window. */
  told?: number
  /** Desk B's window has heard it. */
  heard?: number
  /** Its card is in the document. */
  rendered?: number
  /** The frame with the card has been handed over to be shown. */
  shown: number
}

export type Place = keyof Marks

/** What happens up to each place, from the one before. */
export const hopNames: readonly (readonly [Exclude<Place, 'start'>, string])[] = [
  ['asked', 'desk A: window, signature, store, request'],
  ['streamed', 'server: to the event on the stream'],
  ['storing', 'desk B: stream, schema'],
  ['stored', 'desk B: store, a transaction in its process'],
  ['told', 'desk B: to the message for the window'],
  ['heard', 'desk B: message to the window'],
  ['rendered', 'desk B: card in the document'],
  ['shown', 'desk B: frame'],
]

export interface Hop {
  name: string
  p50: number
  p99: number
  /** Of the whole way, 0 to 1: the mean's share. */
  share: number
}

/** One line a hop, between the places that every sample has. */
export function hopsOf(samples: readonly Marks[]): Hop[] {
  const whole = mean(samples.map(({ start, shown }) => shown - start))
  const hops: Hop[] = []
  let before: Place = 'start'
  for (const [place, name] of hopNames) {
    const from = before
    const took = samples.flatMap((marks) => {
      const start = marks[from]
      const end = marks[place]
      return start === undefined || end === undefined ? [] : [end - start]
    })
    if (took.length < samples.length) continue
    hops.push({ name, p50: percentile(took, 0.5), p99: percentile(took, 0.99), share: mean(took) / whole })
    before = place
  }
  return hops
}
