import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Ticket keys that follow one another, tickets that are revoked one by one, and scans on which desk and server disagree. */
export const offline: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .alterTable('ticket_keys')
      .addColumn('signs_from', 'text', (c) => c.notNull().defaultTo(''))
      .execute()
    await schema.alterTable('tickets').addColumn('revoked_seq', 'bigint').execute()
    await schema.alterTable('tickets').addColumn('signature', 'text').execute()
    await schema
      .createIndex('tickets_revoked')
      .on('tickets')
      .columns(['business_id', 'revoked_seq'])
      .execute()
    await schema.alterTable('scans').addColumn('decision', 'text').execute()
    await schema.alterTable('scans').addColumn('decided_at', 'text').execute()
    await schema.alterTable('scans').addColumn('decided_by', 'text').execute()
    await schema
      .createIndex('scans_by_desk_outcome')
      .on('scans')
      .columns(['business_id', 'desk_outcome'])
      .execute()
  },
}
