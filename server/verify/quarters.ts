import { countNames } from '../../contract/stats.ts'
import { countsOf } from '../counts/quarters.ts'
import type { Reader } from '../storage/database.ts'
import type { QuarterCounts } from './reservations.ts'
import type { Differs } from './differs.ts'

/** Compares the kept counts of every quarter hour with those that were counted again, and empties `recounted`. Answers how many there are. */
export async function checkQuarters(db: Reader, recounted: QuarterCounts, differs: Differs): Promise<number> {
  const rows = await db.selectFrom('quarter_counts').selectAll().execute()
  for (const row of rows) {
    const counts = countsOf(row)
    const sums = recounted.get(row.business_id)?.get(row.at)
    recounted.get(row.business_id)?.delete(row.at)
    const names = countNames.filter((name) => counts[name] !== (sums?.[name] ?? 0))
    if (names.length > 0) {
      differs(`business ${row.business_id}, quarter hour ${row.at}: ${names.join(', ')} counted again differ`)
    }
  }
  for (const [businessId, sums] of recounted) {
    for (const at of sums.keys()) differs(`business ${businessId}, quarter hour ${at}: it was never counted`)
  }
  return rows.length
}
