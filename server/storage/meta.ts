import type { Reader } from './database.ts'

type MetaName = 'demo' | 'database_id'

/** One fact about the database itself. */
export async function readMeta(db: Reader, name: MetaName): Promise<string | undefined> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value
}

export async function writeMeta(db: Reader, name: MetaName, value: string): Promise<void> {
  await db.insertInto('meta').values({ name, value }).execute()
}

/** Leaves what another instance has written first. */
export async function writeMetaOnce(db: Reader, name: MetaName, value: string): Promise<void> {
  await db
    .insertInto('meta')
    .values({ name, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
