import type { DeskEvent } from '../../../contract/events.ts'
import type { PastDay } from '../../../contract/ipc-manager.ts'
import type { DeskReservation } from '../../../contract/ipc.ts'
import type { Reservation } from '../../../contract/reservation.ts'
import { contributionOf, countNames } from '../../../contract/stats.ts'
import type { Counts } from '../../../contract/stats.ts'
import { changeRows, rowsOf } from '../../store/rows.ts'
import type { Rows } from '../../store/rows.ts'

/** One thing that happened on the day that is replayed. */
export interface Moment {
  event: DeskEvent
  /** In milliseconds since 1970. */
  at: number
  /** How its reservation stood before; absent where it was not in the day's list. */
  before?: Reservation
}

/** A day of the log, ready to be looked at from any moment. */
export interface Timeline {
  /** In the order of the log. */
  moments: readonly Moment[]
  /** What the slider covers, in milliseconds: from before the first moment until after the last. */
  from: number
  to: number
  /** The numbers after as many moments as the index says. */
  counts: readonly Counts[]
  /** The list after every `stride` moments: no look at the past applies more moments than that. */
  checkpoints: readonly Rows[]
}

const stride = 64
const quarterMs = 15 * 60_000
const noCounts: Counts = { expected: 0, arrived: 0, peopleIn: 0, noShows: 0, cancelled: 0, waitlist: 0 }

/**
 * Prepares a day: its list when it began, and all that was logged until it ended. What happened to reservations of
 * other days is left out. A day of which nothing is logged is looked at until `now`, in milliseconds, or its end.
 */
export function timelineOf(day: PastDay, events: readonly DeskEvent[], now: number): Timeline {
  const known = new Map(day.reservations.map((row) => [row.id, row]))
  let counts = noCounts
  for (const row of known.values()) counts = plus(counts, contributionOf(row), 1)

  const moments: Moment[] = []
  const allCounts = [counts]
  let rows = rowsOf(day.reservations.map(shown))
  const checkpoints = [rows]
  for (const event of events) {
    const moment = momentOf(event, known, day)
    if (!moment) continue
    const after = afterOf(moment, day)
    if (moment.before) counts = plus(counts, contributionOf(moment.before), -1)
    if (after) {
      counts = plus(counts, contributionOf(after), 1)
      known.set(after.id, after)
    } else if (moment.before) known.delete(moment.before.id)
    moments.push(moment)
    allCounts.push(counts)
    if (moments.length % stride === 0) {
      rows = applied(rows, moments.slice(-stride), day)
      checkpoints.push(rows)
    }
  }
  return { moments, counts: allCounts, checkpoints, ...span(moments, day, now) }
}

/** The list after the first `index` moments. */
export function rowsAt(
  { checkpoints, moments }: Timeline,
  index: number,
  day: Pick<PastDay, 'from' | 'to'>,
): Rows {
  const checkpoint = Math.floor(index / stride)
  const rows = checkpoints[checkpoint]
  if (!rows) throw new RangeError(`The day has no moment ${index}.`)
  return applied(rows, moments.slice(checkpoint * stride, index), day)
}

/** How many moments had happened at a time. */
export function indexAt({ moments }: Pick<Timeline, 'moments'>, time: number): number {
  let low = 0
  let high = moments.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((moments[middle]?.at ?? Infinity) <= time) low = middle + 1
    else high = middle
  }
  return low
}

type Bounds = Pick<PastDay, 'from' | 'to'>

function momentOf(
  event: DeskEvent,
  known: ReadonlyMap<string, Reservation>,
  day: Bounds,
): Moment | undefined {
  const at = Date.parse(event.at)
  // A code that names no reservation, or the venue's settings: it happened on this day all the same.
  if (!('reservation' in event) || !event.reservation) return { event, at }
  const before = known.get(event.reservation.id)
  if (!before && !isOf(event.reservation, day)) return undefined
  return before ? { event, at, before } : { event, at }
}

/** How the moment's reservation stands afterwards; `undefined` where it is not in the day's list. */
function afterOf({ event }: Moment, day: Bounds): Reservation | undefined {
  if (event.type === 'reservation-deleted' || !('reservation' in event)) return undefined
  return event.reservation && isOf(event.reservation, day) ? event.reservation : undefined
}

function isOf({ startsAt }: Reservation, { from, to }: Bounds): boolean {
  return startsAt >= from && startsAt < to
}

/** As many moments as there are, applied as one change. */
function applied(rows: Rows, moments: readonly Moment[], day: Bounds): Rows {
  if (moments.length === 0) return rows
  const last = new Map<string, DeskReservation | null>()
  for (const moment of moments) {
    const after = afterOf(moment, day)
    if (after) last.set(after.id, shown(after))
    else if (moment.before) last.set(moment.before.id, null)
  }
  const upserts = [...last.values()].filter((row) => row !== null)
  const removals = [...last].filter(([, row]) => row === null).map(([id]) => id)
  return changeRows(rows, upserts, removals)
}

function shown(row: Reservation): DeskReservation {
  return { ...row, pending: false }
}

function plus(base: Counts, part: Counts, sign: 1 | -1): Counts {
  const sum = { ...base }
  for (const name of countNames) sum[name] += sign * part[name]
  return sum
}

/** From the quarter hour before anything happened until the quarter hour after the last, within the day. */
function span(moments: readonly Moment[], day: Bounds, now: number): { from: number; to: number } {
  const [dayFrom, dayTo] = [Date.parse(day.from), Date.parse(day.to)]
  const first = moments[0]?.at ?? dayFrom
  // No party of tonight is late in the morning.
  const last = moments.at(-1)?.at ?? Math.max(dayFrom, now)
  return {
    from: Math.max(dayFrom, Math.floor(first / quarterMs) * quarterMs),
    to: Math.min(dayTo, Math.ceil((last + 1) / quarterMs) * quarterMs),
  }
}
