/** A time in which a table is not free, in milliseconds. */
export interface Span {
  from: number
  to: number
}

export interface QuotedTable {
  seats: number
  /** When it is taken or promised, in any order. */
  spans: readonly Span[]
}

export interface SeekingTable {
  people: number
  /** Milliseconds for which they keep it. */
  stay: number
}

const minute = 60_000
/** Promises are made in steps of this; nobody is told "17 minutes". */
const step = 5
/** Beyond this nobody is promised anything. */
const longestWait = 180

/**
 * Minutes after which the last of these parties can have a table, the others before it: each takes the table that is
 * free first and large enough. `null` where no table is large enough, or none will be free in three hours.
 */
export function suggestQuote(
  tables: readonly QuotedTable[],
  parties: readonly SeekingTable[],
  now: number,
): number | null {
  const taken = tables.map(({ seats, spans }) => ({ seats, spans: [...spans] }))
  let quote: number | null = null
  for (const { people, stay } of parties) {
    const best = earliest(taken, people, now, stay)
    quote = best && Math.ceil((best.from - now) / minute / step) * step
    best?.table.spans.push({ from: best.from, to: best.from + stay })
  }
  return quote !== null && quote <= longestWait ? quote : null
}

type Taken = { seats: number; spans: Span[] }

/** Of the tables that are free first, the smallest: a party of two does not take the table for ten. */
function earliest(
  tables: readonly Taken[],
  people: number,
  now: number,
  stay: number,
): { table: Taken; from: number } | null {
  let best: { table: Taken; from: number } | null = null
  for (const table of tables) {
    if (table.seats < people) continue
    const from = firstGap(table.spans, now, stay)
    if (!best || from < best.from || (from === best.from && table.seats < best.table.seats)) {
      best = { table, from }
    }
  }
  return best
}

/** From when on nobody is at the table for the whole of a stay. */
function firstGap(spans: readonly Span[], now: number, stay: number): number {
  let from = now
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    if (span.from >= from + stay) break
    from = Math.max(from, span.to)
  }
  return from
}
