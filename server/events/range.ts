import type { Reader } from '../storage/database.ts'

/** The first and the last event between two instants, and whether the log still reaches back to the first of them. */
export async function logRange(
  db: Reader,
  businessId: number,
  { from, to }: { from: string; to: string },
): Promise<{ firstSeq: number | null; lastSeq: number | null; complete: boolean }> {
  const ends = await db
    .selectFrom('events')
    .select((row) => [row.fn.min('seq').as('first'), row.fn.max('seq').as('last')])
    .where('business_id', '=', businessId)
    .where('at', '>=', from)
    .where('at', '<', to)
    .executeTakeFirst()
  const begin = await db
    .selectFrom('events')
    .select(['seq', 'at'])
    .where('business_id', '=', businessId)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return {
    firstSeq: ends?.first ?? null,
    lastSeq: ends?.last ?? null,
    complete: begin === undefined || begin.seq === 1 || begin.at <= from,
  }
}
