import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { customerContribution, customerKey } from '../../../contract/customer.ts'
import { deskEventSchema } from '../../../contract/events.ts'
import { isVisit } from '../../../contract/party.ts'
import { countNames, countsChange, type Counts } from '../../../contract/stats.ts'
import type { ReservationStatus } from '../../../contract/reservation.ts'

/** What a migration reads and fills, as it was at this step: not the schema of today. */
interface Tables {
  businesses: { id: number }
  events: {
    business_id: number
    seq: number
    data: string
    at: string
    reservation_id: string | null
    starts_at: string | null
  }
  reservations: {
    id: string
    business_id: number
    name: string
    phone: string | null
    email: string | null
    starts_at: string
    party_size: number
    arrived_count: number
    status: ReservationStatus
    deleted_at: string | null
    customer_key: string | null
    visited_at: string | null
  }
  quarter_counts: { business_id: number; at: string } & Record<string, number | string>
  customers: {
    business_id: number
    key: string
    visits: number
    no_shows: number
    last_visit_at: string | null
  }
}

const page = 500

/** Waitlist, customers, the day's counts, settings, and what makes the log searchable by reservation, day and time. */
export const host: Migration = {
  async up(db: Kysely<Tables>) {
    const column = async (table: string, name: string): Promise<void> =>
      db.schema.alterTable(table).addColumn(name, 'text').execute()
    const index = async (name: string, table: string, columns: string[]): Promise<void> =>
      db.schema.createIndex(name).on(table).columns(columns).execute()

    await column('reservations', 'quoted_for')
    await column('reservations', 'customer_key')
    await column('reservations', 'visited_at')
    await db.schema
      .alterTable('events')
      .addColumn('at', 'text', (c) => c.notNull().defaultTo(''))
      .execute()
    await column('events', 'reservation_id')
    await column('events', 'starts_at')
    const counts = db.schema
      .createTable('quarter_counts')
      .addColumn('business_id', 'integer', (c) => c.notNull().references('businesses.id'))
      .addColumn('at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('quarter_counts_pk', ['business_id', 'at'])
    await ['expected', 'arrived', 'people_in', 'no_shows', 'cancelled', 'waitlist']
      .reduce((table, name) => table.addColumn(name, 'integer', (c) => c.notNull().defaultTo(0)), counts)
      .execute()
    await db.schema
      .createTable('customers')
      .addColumn('business_id', 'integer', (c) => c.notNull().references('businesses.id'))
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('visits', 'integer', (c) => c.notNull())
      .addColumn('no_shows', 'integer', (c) => c.notNull())
      .addColumn('last_visit_at', 'text')
      .addPrimaryKeyConstraint('customers_pk', ['business_id', 'key'])
      .execute()
    await db.schema
      .createTable('settings')
      .addColumn('business_id', 'integer', (c) => c.primaryKey().references('businesses.id'))
      .addColumn('value', 'text', (c) => c.notNull())
      .execute()

    await fillEvents(db)
    await fillReservations(db)

    await index('events_by_reservation', 'events', ['business_id', 'reservation_id', 'seq'])
    await index('events_by_start', 'events', ['business_id', 'starts_at', 'seq'])
    await index('events_by_time', 'events', ['business_id', 'at', 'seq'])
    await index('reservations_by_customer', 'reservations', ['business_id', 'customer_key', 'visited_at'])
  },
}

async function fillEvents(db: Kysely<Tables>): Promise<void> {
  for (const { id } of await db.selectFrom('businesses').select('id').execute()) {
    let last = 0
    for (;;) {
      const rows = await db
        .selectFrom('events')
        .select(['seq', 'data'])
        .where('business_id', '=', id)
        .where('seq', '>', last)
        .orderBy('seq')
        .limit(page)
        .execute()
      for (const { seq, data } of rows) await fillEvent(db, id, seq, data)
      last = rows.at(-1)?.seq ?? last
      if (rows.length < page) break
    }
  }
}

async function fillEvent(db: Kysely<Tables>, businessId: number, seq: number, data: string): Promise<void> {
  const event = deskEventSchema.parse(JSON.parse(data))
  const reservation = 'reservation' in event ? event.reservation : undefined
  await db
    .updateTable('events')
    .set({
      at: event.at,
      reservation_id: reservation?.id ?? null,
      starts_at: reservation?.startsAt ?? null,
    })
    .where('business_id', '=', businessId)
    .where('seq', '=', seq)
    .execute()
}

async function fillReservations(db: Kysely<Tables>): Promise<void> {
  let last = ''
  for (;;) {
    const rows = await db
      .selectFrom('reservations')
      .selectAll()
      .where('id', '>', last)
      .orderBy('id')
      .limit(page)
      .execute()
    for (const row of rows) await fillReservation(db, row)
    last = rows.at(-1)?.id ?? last
    if (rows.length < page) return
  }
}

async function fillReservation(db: Kysely<Tables>, row: Tables['reservations']): Promise<void> {
  const reservation = {
    status: row.status,
    startsAt: row.starts_at,
    partySize: row.party_size,
    arrivedCount: row.arrived_count,
  }
  const key = customerKey({
    name: row.name,
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.email !== null && { email: row.email }),
  })
  const visitedAt = row.deleted_at === null && isVisit(reservation) ? row.starts_at : null
  await db
    .updateTable('reservations')
    .set({ customer_key: key, visited_at: visitedAt })
    .where('id', '=', row.id)
    .execute()
  if (row.deleted_at !== null) return
  for (const [at, change] of countsChange(undefined, reservation)) {
    const columns = Object.fromEntries(countNames.map((name) => [columnOf(name), change[name]]))
    await db
      .insertInto('quarter_counts')
      .values({ business_id: row.business_id, at, ...columns })
      .onConflict((conflict) =>
        conflict
          .columns(['business_id', 'at'])
          .doUpdateSet(
            Object.fromEntries(
              Object.keys(columns).map((name) => [
                name,
                sql<number>`${sql.ref(`quarter_counts.${name}`)} + ${sql.ref(`excluded.${name}`)}`,
              ]),
            ),
          ),
      )
      .execute()
  }
  if (key === null) return
  const { visits, noShows } = customerContribution(reservation)
  await db
    .insertInto('customers')
    .values({ business_id: row.business_id, key, visits, no_shows: noShows, last_visit_at: visitedAt })
    .onConflict((conflict) =>
      conflict.columns(['business_id', 'key']).doUpdateSet({
        visits: sql<number>`customers.visits + excluded.visits`,
        no_shows: sql<number>`customers.no_shows + excluded.no_shows`,
        last_visit_at: sql<string | null>`case
          when customers.last_visit_at is null or excluded.last_visit_at > customers.last_visit_at
          then excluded.last_visit_at else customers.last_visit_at end`,
      }),
    )
    .execute()
}

const columnOf = (name: keyof Counts): string => name.replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`)
