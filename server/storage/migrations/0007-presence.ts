import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** How desks say they are, which streams each instance has open, and scans found by their time. */
export const presence: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .createTable('device_reports')
      .addColumn('device_id', 'text', (c) => c.primaryKey().references('devices.id'))
      .addColumn('business_id', 'integer', (c) => c.notNull().references('businesses.id'))
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('report', 'text', (c) => c.notNull())
      .addColumn('lag', 'bigint', (c) => c.notNull())
      .execute()
    await schema
      .createIndex('device_reports_by_business')
      .on('device_reports')
      .column('business_id')
      .execute()
    await schema
      .createTable('open_streams')
      .addColumn('instance', 'text', (c) => c.notNull())
      .addColumn('business_id', 'integer', (c) => c.notNull().references('businesses.id'))
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('streams', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('open_streams_pk', ['instance', 'business_id'])
      .execute()
    await schema.createIndex('open_streams_by_business').on('open_streams').column('business_id').execute()
    await schema.createIndex('scans_by_time').on('scans').columns(['business_id', 'scanned_at']).execute()
  },
}
