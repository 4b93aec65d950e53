import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Old idempotency keys are found without reading them all. */
export const ops: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.createIndex('idempotency_by_time').on('idempotency').column('created_at').execute()
  },
}
