import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** A pairing code says what its device may do; people can be kept out without being forgotten. */
export const roles: Migration = {
  async up(db: Kysely<unknown>) {
    const { schema } = db
    await schema
      .alterTable('pairing_codes')
      .addColumn('role', 'text', (c) => c.notNull().defaultTo('desk'))
      .execute()
    await schema.alterTable('users').addColumn('disabled_at', 'text').execute()
  },
}
