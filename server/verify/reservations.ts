import { isDeepStrictEqual } from 'node:util'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import { reservationSchema, type Reservation } from '../../contract/reservation.ts'
import { countNames, countsChange, type Counts } from '../../contract/stats.ts'
import { reservationOf, rowOf } from '../reservations/rows.ts'
import type { Reader } from '../storage/database.ts'
import type { Schema } from '../storage/schema.ts'
import { checkAreKnown } from './customers.ts'
import type { Differs } from './differs.ts'

const pageSize = 200

/** The counts of each quarter hour of each business. */
export type QuarterCounts = Map<number, Map<string, Counts>>

/** Rebuilds each reservation from its events and compares it with its row and its scans; counts the quarter hours again. */
export async function checkReservations(
  db: Reader,
  differs: Differs,
): Promise<{ checked: number; notChecked: number; quarters: QuarterCounts }> {
  const quarters: QuarterCounts = new Map()
  const cut = await cutLogs(db)
  let checked = 0
  let notChecked = 0
  let last = ''
  for (;;) {
    const rows = await db
      .selectFrom('reservations')
      .selectAll()
      .where('id', '>', last)
      .orderBy('id')
      .limit(pageSize)
      .execute()
    if (rows.length === 0) return { checked, notChecked, quarters }
    last = rows.at(-1)?.id ?? last
    const events = await eventsOf(db, rows)
    const scans = await scansOf(db, rows)
    await checkAreKnown(db, rows, differs)
    for (const row of rows) {
      const where = `business ${row.business_id}, reservation ${row.id}`
      checkDerived(row, where, differs)
      if (row.deleted_at === null) count(quarters, reservationOf(row))
      const lines = events.get(row.id) ?? []
      if (lines.length === 0) {
        // Retention deletes a beginning of the log: that is the only way to have a row without an event.
        if (cut.has(row.business_id)) notChecked += 1
        else differs(`${where}: it has a row and is not in the log`)
        continue
      }
      checked += 1
      checkRow(row, lines, scans.get(row.id) ?? { count: 0, people: 0 }, where, differs)
    }
  }
}

type Row = Selectable<Schema['reservations']>
interface Line {
  type: string
  seq: number
  reservation: Reservation
}

const withReservation = z.object({ reservation: reservationSchema })

async function eventsOf(db: Reader, rows: readonly Row[]): Promise<Map<string, Line[]>> {
  const events = await db
    .selectFrom('events')
    .select(['reservation_id', 'seq', 'type', 'data'])
    .where('business_id', 'in', [...new Set(rows.map((row) => row.business_id))])
    .where(
      'reservation_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('seq')
    .execute()
  const byReservation = new Map<string, Line[]>()
  for (const { reservation_id: id, seq, type, data } of events) {
    if (id === null) continue
    const { reservation } = withReservation.parse(JSON.parse(data))
    const line = { seq, type, reservation }
    const lines = byReservation.get(id)
    if (lines) lines.push(line)
    else byReservation.set(id, [line])
  }
  return byReservation
}

interface Admitted {
  count: number
  people: number
}

async function scansOf(db: Reader, rows: readonly Row[]): Promise<Map<string, Admitted>> {
  const sums = await db
    .selectFrom('scans')
    .select(['reservation_id'])
    .select((row) => [
      row.fn.countAll<number | string>().as('count'),
      row.fn.sum<number | string>('people').as('people'),
    ])
    .where(
      'reservation_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where((row) => row.or([row('outcome', '=', 'admitted'), row('decision', '=', 'keep')]))
    .where('undone_at', 'is', null)
    .groupBy('reservation_id')
    .execute()
  return new Map(
    sums.map(({ reservation_id: id, count: scans, people }) => [
      id ?? '',
      { count: Number(scans), people: Number(people) },
    ]),
  )
}

/** The businesses of whose log a beginning was deleted. */
async function cutLogs(db: Reader): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom('businesses')
    .leftJoin('events', (join) =>
      join.onRef('events.business_id', '=', 'businesses.id').on('events.seq', '=', 1),
    )
    .select('businesses.id')
    .where('events.seq', 'is', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

function checkRow(
  row: Row,
  lines: readonly Line[],
  admitted: Admitted,
  where: string,
  differs: Differs,
): void {
  let before: Line | undefined
  for (const line of lines) {
    const wrong = wrongStep(before, line)
    if (wrong !== undefined) differs(`${where}, event ${line.seq}: ${wrong}`)
    before = line
  }
  if (before === undefined) return
  const fields = differing(reservationOf(row), before.reservation)
  if (fields.length > 0) differs(`${where}: ${fields.join(', ')} in the row and in the log differ`)
  const isDeleted = before.type === 'reservation-deleted'
  if (isDeleted !== (row.deleted_at !== null)) {
    differs(`${where}: it is ${isDeleted ? '' : 'not '}deleted in the log, and the row says otherwise`)
  }
  if (admitted.count !== row.scan_count) {
    differs(`${where}: scan_count is ${row.scan_count}, and ${admitted.count} scans let somebody in`)
  }
  // Of a walk-in, the host let people in without a scan.
  const [first] = lines
  const isCounted = first?.type === 'reservation-created' && first.reservation.arrivedCount === 0
  if (isCounted && admitted.people !== row.arrived_count) {
    differs(`${where}: arrived_count is ${row.arrived_count}, and scans let ${admitted.people} in`)
  }
}

/** What cannot follow on what was before. */
function wrongStep(before: Line | undefined, line: Line): string | undefined {
  const { type, reservation } = line
  const isCreation = type === 'reservation-created'
  if (before === undefined) {
    return isCreation && reservation.version !== 1 ? 'it begins with another version than 1' : undefined
  }
  if (isCreation) return 'it begins a second time'
  if (before.type === 'reservation-deleted') return 'it goes on after it was deleted'
  const step = reservation.version - before.reservation.version
  if (step !== 0 && step !== 1)
    return `version ${reservation.version} comes after ${before.reservation.version}`
  const fields = step === 0 ? differing(before.reservation, reservation) : []
  return fields.length === 0 ? undefined : `${fields.join(', ')} changed without a new version`
}

function differing(a: Reservation, b: Reservation): string[] {
  const [left, right] = [
    new Map<string, unknown>(Object.entries(a)),
    new Map<string, unknown>(Object.entries(b)),
  ]
  const names = new Set([...left.keys(), ...right.keys()])
  return [...names].filter((name) => !isDeepStrictEqual(left.get(name), right.get(name)))
}

/** The columns that only repeat others, for an index. */
function checkDerived(row: Row, where: string, differs: Differs): void {
  const made = rowOf(reservationOf(row))
  if (row.customer_key !== made.customer_key) differs(`${where}: customer_key is not that of its customer`)
  const visitedAt = row.deleted_at === null ? made.visited_at : null
  if (row.visited_at !== visitedAt) differs(`${where}: visited_at is not when it was visited`)
}

function count(quarters: QuarterCounts, reservation: Reservation): void {
  const sums = quarters.get(reservation.businessId) ?? new Map<string, Counts>()
  quarters.set(reservation.businessId, sums)
  for (const [at, counts] of countsChange(undefined, reservation)) {
    const sum = sums.get(at)
    if (!sum) sums.set(at, { ...counts })
    else for (const name of countNames) sum[name] += counts[name]
  }
}
