import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Attempts that all instances count together, how often a log was rewritten, and an audit that can be cut by age. */
export const limits: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .createTable('attempts')
      .addColumn('who', 'text', (c) => c.primaryKey())
      .addColumn('count', 'integer', (c) => c.notNull())
      .addColumn('until', 'text', (c) => c.notNull())
      .execute()
    await schema
      .alterTable('businesses')
      .addColumn('rewrites', 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
    await schema.createIndex('audit_by_time').on('audit').column('at').execute()
  },
}
