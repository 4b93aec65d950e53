import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, it, vi } from 'vitest'
import { openDemo } from '../../demo/seed.ts'
import { verify } from '../../verify/verify.ts'
import { openDatabase } from '../database.ts'
import { host } from './0004-host.ts'

vi.setConfig({ testTimeout: 30_000 })

it('fills what it adds from the rows and the log that are there', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-test-'))
  const db = await openDatabase(path.join(folder, 'frontdesk.db'))
  try {
    await openDemo(db, new Date())
    const tables = () =>
      Promise.all([
        db.selectFrom('events').selectAll().orderBy('business_id').orderBy('seq').execute(),
        db.selectFrom('reservations').selectAll().orderBy('id').execute(),
        db.selectFrom('customers').selectAll().where('visits', '>', 0).orderBy('key').execute(),
      ])
    const before = await tables()
    for (const statement of [
      'drop index events_by_reservation',
      'drop index events_by_start',
      'drop index events_by_time',
      'drop index reservations_by_customer',
      'alter table events drop column at',
      'alter table events drop column reservation_id',
      'alter table events drop column starts_at',
      'alter table reservations drop column quoted_for',
      'alter table reservations drop column customer_key',
      'alter table reservations drop column visited_at',
      'drop table quarter_counts',
      'drop table customers',
      'drop table settings',
    ]) {
      await sql.raw(statement).execute(db)
    }
    await host.up(db)
    const lines: string[] = []
    await verify(db, (line) => lines.push(line))
    expect(lines).toEqual([])
    expect(await tables()).toEqual(before)
  } finally {
    await db.destroy()
    await rm(folder, { recursive: true })
  }
})
