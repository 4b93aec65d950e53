import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pino from 'pino'
import { v7 as uuid } from 'uuid'
import { reservationCodeAlphabet } from '../../contract/reservation.ts'
import { buildApp } from '../../server/app.ts'
import { createDevice, mintToken } from '../../server/auth/tokens.ts'
import { openDatabase, type Database } from '../../server/storage/database.ts'
import { createTicketKey } from '../../server/tickets/keys.ts'
import type { ScanServerReady } from './messages.ts'

/** The whole server on a database that it fills first: venues, their desks, and reservations for today. */
const [location = '', businesses, reservations, desks] = process.argv.slice(2)
process.on('disconnect', () => process.exit(0))

const db = await openDatabase(location)
const tokens = await makeVenues(db, Number(businesses), Number(desks))
const codes = await makeReservations(db, Number(businesses), Number(reservations))
const floorPerSecond = await measureFloor(db)
const begun = performance.now()
const app = await buildApp({
  db,
  logger: pino({ level: 'silent' }),
  heartbeatMs: 30_000,
  now: () => new Date(),
  random: Math.random,
})
await app.listen({ host: '127.0.0.1', port: 0 })
const { port } = app.server.address() as AddressInfo
const ready: ScanServerReady = { port, tokens, codes, floorPerSecond, startMs: performance.now() - begun }
process.send?.(ready)

async function makeVenues(into: Database, count: number, desksEach: number): Promise<string[][]> {
  return into.transaction().execute(async (tx) => {
    const all: string[][] = []
    for (let id = 1; id <= count; id++) {
      await tx
        .insertInto('businesses')
        .values({
          id,
          name: `Local ${id}`,
          capacity: 400,
          time_zone: 'UTC',
          day_starts_at: 5,
          pin_hash: null,
          seq: 0,
        })
        .execute()
      await createTicketKey(tx, id)
      const own: string[] = []
      for (let n = 0; n < desksEach; n++) {
        const device = await createDevice(
          tx,
          { businessId: id, name: `Puesto ${n}`, role: 'desk' },
          new Date(),
        )
        own.push(await mintToken(tx, device.id, new Date()))
      }
      all.push(own)
    }
    return all
  })
}

/** Spread evenly over the venues, over this day and those before it. Returns some codes of today's of each venue. */
async function makeReservations(into: Database, venues: number, count: number): Promise<string[][]> {
  const batch = 500
  const today = 200
  const codesOf = Array.from({ length: venues }, (): string[] => [])
  const now = Date.now()
  for (let start = 0; start < count; start += batch) {
    const rows = Array.from({ length: Math.min(batch, count - start) }, (_, offset) => {
      const index = start + offset
      const venue = index % venues
      const day = Math.floor(index / venues / today)
      const at = new Date(now - day * 86_400_000).toISOString()
      const code = codeOf(index)
      if (day === 0) codesOf[venue]?.push(code)
      return {
        id: uuid(),
        business_id: venue + 1,
        code,
        ticket_id: `bench-${index}`,
        name: `Cliente ${index}`,
        phone: null,
        email: null,
        starts_at: at,
        party_size: 255,
        arrived_count: 0,
        scan_count: 0,
        status: 'confirmed' as const,
        table_name: null,
        notes: null,
        tags: '[]',
        version: 1,
        created_at: at,
        updated_at: at,
        deleted_at: null,
      }
    })
    await into.insertInto('reservations').values(rows).execute()
  }
  return codesOf
}

function codeOf(index: number): string {
  let code = ''
  let rest = index
  for (let letter = 0; letter < 6; letter++) {
    code += reservationCodeAlphabet.charAt(rest % reservationCodeAlphabet.length)
    rest = Math.floor(rest / reservationCodeAlphabet.length)
  }
  return code
}

/** The bare transaction, one after another: two rows changed, two written, committed to the disk. */
async function measureFloor(into: Database): Promise<number> {
  await sql`create table bench_floor (id integer primary key, line text not null)`.execute(into)
  await sql`insert into bench_floor (id, line) values (1, ''), (2, '')`.execute(into)
  const line = 'x'.repeat(700)
  const forMs = 2000
  let next = 3
  const from = performance.now()
  while (performance.now() - from < forMs) {
    await into.transaction().execute(async (tx) => {
      await sql`update bench_floor set line = ${line} where id = 1`.execute(tx)
      await sql`update bench_floor set line = ${line} where id = 2`.execute(tx)
      await sql`insert into bench_floor (id, line) values (${next++}, ${line})`.execute(tx)
      await sql`insert into bench_floor (id, line) values (${next++}, ${line})`.execute(tx)
    })
  }
  const perSecond = ((next - 3) / 2 / (performance.now() - from)) * 1000
  await sql`drop table bench_floor`.execute(into)
  await sleep(100)
  return perSecond
}
