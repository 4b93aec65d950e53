import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it, vi } from 'vitest'
import { venueDay } from '../../contract/venue-day.ts'
import { clientsOf } from '../counts/customers.ts'
import { reservationsOfDay } from '../reservations/rows.ts'
import { findBusiness } from '../storage/businesses.ts'
import { openDatabase, type Database } from '../storage/database.ts'
import { openDemo } from './seed.ts'

vi.setConfig({ testTimeout: 30_000 })

async function withDatabase(work: (db: Database) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-test-'))
  const db = await openDatabase(path.join(folder, 'frontdesk.db'))
  try {
    await work(db)
  } finally {
    await db.destroy()
    await rm(folder, { recursive: true })
  }
}

it('is an evening in full swing, whose rows and scans agree', async () => {
  await withDatabase(async (db) => {
    const now = new Date()
    await openDemo(db, now)
    const venue = await findBusiness(db, 1)
    const rows = await reservationsOfDay(db, 1, venue, venueDay(now, venue))
    expect(rows).toHaveLength(60)
    const count = (status: string): number => rows.filter((row) => row.status === status).length
    expect(count('cancelled')).toBe(2)
    expect(count('waitlist')).toBe(2)
    expect(count('no_show')).toBe(1)
    expect(count('completed')).toBeGreaterThan(5)
    expect(count('seated')).toBeGreaterThan(5)
    expect(count('confirmed')).toBeGreaterThan(15)
    expect(rows.some(({ tags }) => tags.includes('vip'))).toBe(true)
    const scans = await db.selectFrom('scans').selectAll().where('business_id', '=', 1).execute()
    for (const row of rows) {
      const admitted = scans.filter((scan) => scan.reservation_id === row.id && scan.outcome === 'admitted')
      expect(admitted).toHaveLength(row.scanCount)
      expect(admitted.reduce((sum, scan) => sum + scan.people, 0)).toBe(row.arrivedCount)
      expect(row.arrivedCount > 0).toBe(['arrived', 'seated', 'completed'].includes(row.status))
    }
    expect(scans.every(({ outcome }) => outcome === 'admitted')).toBe(true)
  })
})

it('knows some of the guests from earlier evenings, and the other venue knows nobody', async () => {
  await withDatabase(async (db) => {
    const now = new Date()
    await openDemo(db, now)
    const venue = await findBusiness(db, 1)
    const rows = await reservationsOfDay(db, 1, venue, venueDay(now, venue))
    const clients = await clientsOf(db, 1, rows)
    expect(clients.filter(({ visits }) => visits > 1).length).toBeGreaterThan(3)
    expect(clients.some(({ noShows }) => noShows > 0)).toBe(true)
    const events = await db
      .selectFrom('events')
      .select('at')
      .where('business_id', '=', 1)
      .orderBy('seq')
      .execute()
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort())
    const others = await db.selectFrom('customers').select('key').where('business_id', '=', 2).execute()
    expect(others).toEqual([])
  })
})

it("has guests for today when it is opened on another day, and keeps the earlier day's", async () => {
  await withDatabase(async (db) => {
    const now = new Date()
    const later = new Date(now.getTime() + 3 * 86_400_000)
    await openDemo(db, now)
    await openDemo(db, later)
    const venue = await findBusiness(db, 1)
    for (const day of [now, later]) {
      expect(await reservationsOfDay(db, 1, venue, venueDay(day, venue))).toHaveLength(60)
    }
    const names = await db.selectFrom('devices').select('name').where('business_id', '=', 1).execute()
    expect(names.map(({ name }) => name).sort()).toEqual(['Encargada', 'Puesto 1', 'Puesto 2'])
  })
})
