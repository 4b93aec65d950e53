import { deskEventSchema } from '../../contract/events.ts'
import type { Reader } from '../storage/database.ts'
import type { Differs } from './differs.ts'

const pageSize = 1000

/** Looks at every line of a business's log: the numbers have no gap, and each line is what its columns say. */
export async function checkLog(
  db: Reader,
  businessId: number,
  lastSeq: number,
  differs: Differs,
): Promise<{ events: number; scans: number }> {
  let last: number | undefined
  let events = 0
  let scansInLog = 0
  for (;;) {
    const page = await db
      .selectFrom('events')
      .selectAll()
      .where('business_id', '=', businessId)
      .where('seq', '>', last ?? 0)
      .orderBy('seq')
      .limit(pageSize)
      .execute()
    for (const row of page) {
      const where = `business ${businessId}, event ${row.seq}`
      // A log may begin late, where retention has cut it, but it goes on from there without a gap.
      if (last !== undefined && row.seq !== last + 1) differs(`${where}: the one before it is ${last}`)
      last = row.seq
      events += 1
      if (row.type === 'qr-scanned') scansInLog += 1
      const wrong = wrongIn(row)
      if (wrong !== undefined) differs(`${where}: ${wrong}`)
    }
    await checkRowsExist(db, businessId, page, differs)
    if (page.length < pageSize) break
  }
  if (last !== undefined && last !== lastSeq) {
    differs(`business ${businessId}: the last event is ${last}, and the counter says ${lastSeq}`)
  }
  const { count } = await db
    .selectFrom('scans')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('business_id', '=', businessId)
    .executeTakeFirstOrThrow()
  const scans = Number(count)
  const isWhole = events === lastSeq
  if (isWhole && scans !== scansInLog) {
    differs(`business ${businessId}: ${scans} scans are recorded, and ${scansInLog} are in the log`)
  }
  return { events, scans }
}

interface EventRow {
  business_id: number
  seq: number
  type: string
  data: string
  at: string
  reservation_id: string | null
  starts_at: string | null
}

function wrongIn(row: EventRow): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(row.data)
  } catch {
    return 'its data is not JSON'
  }
  const parsed = deskEventSchema.safeParse(value)
  if (!parsed.success) return `its data is not an event (${parsed.error.issues[0]?.path.join('.') ?? ''})`
  const event = parsed.data
  const reservation = 'reservation' in event ? event.reservation : undefined
  const pairs: [string, unknown, unknown][] = [
    ['seq', row.seq, event.seq],
    ['type', row.type, event.type],
    ['business_id', row.business_id, event.businessId],
    ['at', row.at, event.at],
    ['reservation_id', row.reservation_id, reservation?.id ?? null],
    ['starts_at', row.starts_at, reservation?.startsAt ?? null],
  ]
  const names = pairs.filter(([, column, inData]) => column !== inData).map(([name]) => name)
  return names.length === 0 ? undefined : `its data says otherwise than ${names.join(', ')}`
}

async function checkRowsExist(
  db: Reader,
  businessId: number,
  page: readonly EventRow[],
  differs: Differs,
): Promise<void> {
  const ids = [...new Set(page.flatMap(({ reservation_id: id }) => id ?? []))]
  if (ids.length === 0) return
  const rows = await db
    .selectFrom('reservations')
    .select('id')
    .where('business_id', '=', businessId)
    .where('id', 'in', ids)
    .execute()
  const known = new Set(rows.map(({ id }) => id))
  for (const id of ids) {
    if (!known.has(id)) differs(`business ${businessId}, reservation ${id}: it is in the log and has no row`)
  }
}
