import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Tokens from before had no end. */
const never = '9999-12-31T23:59:59.999Z'

/** Users, tokens that end, devices that can be revoked, and the audit. */
export const identity: Migration = {
  async up(db: Kysely<unknown>) {
    const table = (name: string) => db.schema.createTable(name)

    await table('users')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('business_id', 'integer', (c) => c.notNull().references('businesses.id'))
      .addColumn('email', 'text', (c) => c.notNull().unique())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('password_hash', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .execute()

    // SQLite cannot take NOT NULL off a column, so the table is made anew.
    await table('tokens_of_both')
      .addColumn('hash', 'text', (c) => c.primaryKey())
      .addColumn('device_id', 'text', (c) => c.references('devices.id'))
      .addColumn('user_id', 'text', (c) => c.references('users.id'))
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'text', (c) => c.notNull())
      .addColumn('used_at', 'text')
      .addColumn('revoked_at', 'text')
      .execute()
    await sql`insert into tokens_of_both (hash, device_id, created_at, expires_at)
      select hash, device_id, created_at, ${sql.lit(never)} from tokens`.execute(db)
    await db.schema.dropTable('tokens').execute()
    await db.schema.alterTable('tokens_of_both').renameTo('tokens').execute()
    for (const column of ['device_id', 'user_id', 'revoked_at']) {
      await db.schema.createIndex(`tokens_by_${column}`).on('tokens').column(column).execute()
    }

    await db.schema.alterTable('devices').addColumn('revoked_at', 'text').execute()
    await db.schema.createIndex('devices_by_revocation').on('devices').column('revoked_at').execute()

    await table('audit')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('business_id', 'integer', (c) => c.references('businesses.id'))
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('actor', 'text')
      .addColumn('address', 'text')
      .addColumn('subject', 'text')
      .addColumn('reason', 'text')
      .execute()
    await db.schema.createIndex('audit_by_business').on('audit').columns(['business_id', 'id']).execute()
  },
}
