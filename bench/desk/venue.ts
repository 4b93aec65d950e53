import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { v7 as uuid } from 'uuid'
import { reservationCodeAlphabet } from '../../contract/reservation.ts'
import { venueDay, venueDayBounds } from '../../contract/venue-day.ts'
import { buildApp } from '../../server/app.ts'
import { createDevice, mintToken } from '../../server/auth/tokens.ts'
import { guestNames, guestTags } from '../../server/demo/guests.ts'
import { openDatabase, type Database } from '../../server/storage/database.ts'
import { createTicketKey } from '../../server/tickets/keys.ts'
import type { VenueReady } from './messages.ts'

/** The whole server, with one venue and as many reservations today as it is told. */
const [location = '', reservations] = process.argv.slice(2)
process.on('disconnect', () => process.exit(0))

const businessId = 1
const venue = { timeZone: 'UTC', dayStartsAt: 5 }
const db = await openDatabase(location)
const tokens = await makeVenue(db)
await makeReservations(db, Number(reservations))
const app = await buildApp({
  db,
  logger: pino({ level: 'silent' }),
  heartbeatMs: 30_000,
  now: () => new Date(),
  random: Math.random,
})
await app.listen({ host: '127.0.0.1', port: 0 })
const { port } = app.server.address() as AddressInfo
const ready: VenueReady = { url: `http://127.0.0.1:${port}`, businessId, tokens }
process.send?.(ready)

async function makeVenue(into: Database): Promise<VenueReady['tokens']> {
  return into.transaction().execute(async (tx) => {
    await tx
      .insertInto('businesses')
      .values({
        id: businessId,
        name: 'Casa Lumbre',
        capacity: 400,
        time_zone: venue.timeZone,
        day_starts_at: venue.dayStartsAt,
        pin_hash: null,
        seq: 0,
      })
      .execute()
    await createTicketKey(tx, businessId)
    const tokenOf = async (name: string): Promise<string> => {
      const device = await createDevice(tx, { businessId, name, role: 'desk' }, new Date())
      return mintToken(tx, device.id, new Date())
    }
    return { desk: await tokenOf('Puesto 1'), desk2: await tokenOf('Puesto 2') }
  })
}

/** Spread evenly over the whole day, with names as people have them. */
async function makeReservations(into: Database, count: number): Promise<void> {
  const { from, to } = venueDayBounds(venueDay(Date.now(), venue), venue)
  const batch = 500
  for (let start = 0; start < count; start += batch) {
    const rows = Array.from({ length: Math.min(batch, count - start) }, (_, offset) => {
      const index = start + offset
      const first = guestNames[index % guestNames.length] ?? ''
      const second = guestNames[(index * 7 + 3) % guestNames.length] ?? ''
      const at = new Date(from.getTime() + ((to.getTime() - from.getTime()) * index) / count).toISOString()
      return {
        id: uuid(),
        business_id: businessId,
        code: codeOf(index),
        ticket_id: index.toString(16).padStart(24, '0'),
        name: `${first} ${second.split(' ').at(-1) ?? ''}`,
        phone: `+34 6${String(index).padStart(8, '0')}`,
        email: null,
        starts_at: at,
        party_size: 1 + (index % 8),
        arrived_count: 0,
        scan_count: 0,
        status: 'confirmed' as const,
        table_name: String(1 + (index % 40)),
        notes: null,
        tags: JSON.stringify(index % 9 === 0 ? (guestTags[index % guestTags.length] ?? []) : []),
        version: 1,
        created_at: at,
        updated_at: at,
        deleted_at: null,
      }
    })
    await into.insertInto('reservations').values(rows).execute()
  }
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
