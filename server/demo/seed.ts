import type { Business, Device, Role } from '../../contract/api.ts'
import { venueDay } from '../../contract/venue-day.ts'
import { hashPin } from '../auth/pin.ts'
import { createPairingCode } from '../auth/pairing.ts'
import { createDevice, mintToken } from '../auth/tokens.ts'
import { createUser } from '../auth/users.ts'
import { StartError } from '../config.ts'
import { lastSeq, type EventLog } from '../events/log.ts'
import { createLog } from '../events/writer.ts'
import { reservationsOfDay } from '../reservations/rows.ts'
import { findBusiness } from '../storage/businesses.ts'
import type { Database, Tx } from '../storage/database.ts'
import { readMeta, writeMeta } from '../storage/meta.ts'
import { oneAtATime } from '../storage/writing.ts'
import { createTicketKey, createTicketKeys } from '../tickets/keys.ts'
import { demoAreas } from './areas.ts'
import { eveningZone, planEvening, planVisits } from './plan.ts'
import { seededRandom } from './random.ts'
import { writeParties } from './write-parties.ts'

/** What the ready line of a demo says besides its address. */
export interface DemoAccess {
  businessId: number
  tokens: { desk: string; desk2: string; manager: string; otherBusinessDesk: string }
  pairingCode: string
}

/** The PIN of the demo venues, with which a host overrides a verdict. */
export const demoPin = '2580'

/** Who can log in to the first demo venue. */
export const demoManager = { email: 'encargada@casalumbre.example', password: 'demo-front-desk' }

const businessId = 1
const otherBusinessId = 2
const seed = 20

/** Makes the demo venues in an empty database, or opens them again; gives new tokens, and today's guests where there are none. */
export function openDemo(db: Database, now: Date): Promise<DemoAccess> {
  return oneAtATime(db, () => open(db, now))
}

async function open(db: Database, now: Date): Promise<DemoAccess> {
  if ((await readMeta(db, 'demo')) === undefined) {
    const { count } = await db
      .selectFrom('businesses')
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    if (count > 0) {
      throw new StartError(
        'This database has real data: --demo would mix demo guests into it. Use another --data.',
        2,
      )
    }
    await makeVenues(db, now)
  }
  // The server is not listening yet, so there is nobody to publish to.
  const log = createLog(db, () => undefined)
  await receiveGuests(db, log, now)

  return db.transaction().execute(async (tx) => {
    const token = async (owner: number, name: string): Promise<string> =>
      mintToken(tx, (await deviceNamed(tx, owner, name)).id, now)
    return {
      businessId,
      tokens: {
        desk: await token(businessId, 'Puesto 1'),
        desk2: await token(businessId, 'Puesto 2'),
        manager: await token(businessId, 'Encargada'),
        otherBusinessDesk: await token(otherBusinessId, 'Puesto 1'),
      },
      pairingCode: (await createPairingCode(tx, businessId, 'desk', now)).code,
    }
  })
}

async function makeVenues(db: Database, now: Date): Promise<void> {
  const pinHash = await hashPin(demoPin)
  const timeZone = eveningZone(now)
  await db.transaction().execute(async (tx) => {
    await writeMeta(tx, 'demo', 'yes')
    const venue = async (id: number, name: string, capacity: number, devices: [string, Role][]) => {
      await tx
        .insertInto('businesses')
        .values({
          id,
          name,
          capacity,
          time_zone: timeZone,
          day_starts_at: 5,
          pin_hash: pinHash,
          seq: 0,
        })
        .execute()
      await createTicketKey(tx, id)
      for (const [device, role] of devices) {
        await createDevice(tx, { businessId: id, name: device, role }, now)
      }
    }
    await venue(businessId, 'Casa Lumbre', 400, [
      ['Puesto 1', 'desk'],
      ['Puesto 2', 'desk'],
      ['Encargada', 'manager'],
    ])
    await tx
      .insertInto('settings')
      .values({ business_id: businessId, value: JSON.stringify({ areas: demoAreas }) })
      .execute()
    await venue(otherBusinessId, 'Otro Local', 60, [['Puesto 1', 'desk']])
  })
  await createUser(db, { ...demoManager, businessId, name: 'Encargada', role: 'manager' }, now)
}

/** Today's parties of both venues, where today has none yet: a demo that is opened on another day is not empty. */
async function receiveGuests(db: Database, log: EventLog, now: Date): Promise<void> {
  const keys = createTicketKeys()
  for (const id of [businessId, otherBusinessId]) {
    const business: Business = await findBusiness(db, id)
    if ((await reservationsOfDay(db, id, business, venueDay(now, business))).length > 0) continue
    const desks = [await deviceNamed(db, id, 'Puesto 1')]
    if (id === businessId) desks.push(await deviceNamed(db, id, 'Puesto 2'))
    const evening = planEvening(seededRandom(seed + id), now, business)
    // Earlier evenings only where nothing has happened yet: the log is in the order of time.
    const isNew = (await lastSeq(db, id)) === 0
    const visits = isNew ? planVisits(seededRandom(seed), evening) : []
    const parties = id === businessId ? [...visits, ...evening] : evening.slice(-3)
    await log.write((write) => writeParties(write, keys, id, parties, desks, now))
  }
}

async function deviceNamed(db: Database | Tx, owner: number, name: string): Promise<Device> {
  return db
    .selectFrom('devices')
    .select(['id', 'name', 'role'])
    .where('business_id', '=', owner)
    .where('name', '=', name)
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirstOrThrow()
}
