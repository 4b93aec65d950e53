import { passwordSchema, type User } from '../../contract/identity.ts'
import { StartError } from '../config.ts'
import type { Database, Reader, Tx } from '../storage/database.ts'
import { createTicketKey } from '../tickets/keys.ts'
import { audit } from './audit.ts'
import { hashPassword } from './password.ts'
import { endAccess, findUser, insertUser } from './users.ts'

export interface NewAdmin {
  email: string
  /** The venue's name; `null`: the only one that there is. */
  venue: string | null
  /** Makes the venue where it is missing. */
  timeZone: string | null
}

/** Until its manager says otherwise. */
const newBusiness = { day_starts_at: 5, capacity: 100, pin_hash: null, seq: 0 }

/**
 * Makes an administrator, and the venue where there is none of that name. Somebody who is known already gets the new
 * password and is logged out everywhere. Resolves with what was done, in one line.
 * Throws StartError where it cannot be; `ask` is not called before that is known.
 */
export async function createAdmin(
  db: Database,
  { email, venue: name, timeZone }: NewAdmin,
  ask: () => Promise<string>,
  now: Date,
): Promise<string> {
  const known = await findUser(db, email)
  const venue = known ? await venueOf(db, known.user) : await chooseVenue(db, name, timeZone)
  const password = passwordSchema.safeParse(await ask())
  if (!password.success) throw new StartError('The password needs 12 to 200 characters.', 2)
  const passwordHash = await hashPassword(password.data)

  return db.transaction().execute(async (tx) => {
    const businessId = venue.id ?? (await makeVenue(tx, venue.name, venue.timeZone))
    const user =
      known?.user ??
      (await insertUser(
        tx,
        { businessId, email, name: email.split('@')[0] ?? email, role: 'admin' },
        passwordHash,
        now,
      ))
    if (known) await changePassword(tx, user, passwordHash, now)
    await audit(tx, {
      businessId,
      now,
      kind: 'user_made',
      actor: { kind: 'system', id: 'operator', name: 'operator' },
      subject: { id: user.id, name: user.name },
    })
    return known
      ? `${email} has a new password, administers ${venue.name}, and is logged out everywhere.`
      : `${email} administers ${venue.name}.`
  })
}

type Venue = { id: number; name: string } | { id: null; name: string; timeZone: string }

async function venueOf(db: Reader, user: User): Promise<Venue> {
  return db
    .selectFrom('businesses')
    .select(['id', 'name'])
    .where('id', '=', user.businessId)
    .executeTakeFirstOrThrow()
}

async function chooseVenue(db: Reader, name: string | null, timeZone: string | null): Promise<Venue> {
  const venues = await db.selectFrom('businesses').select(['id', 'name']).orderBy('id').execute()
  const [only, another] = venues
  if (name === null) {
    if (only && !another) return only
    const how = only
      ? `Say which venue with --venue NAME: ${venues.map((venue) => venue.name).join(', ')}.`
      : 'There is no venue yet. Add --venue NAME and --time-zone ZONE, as in --venue "La Terraza" --time-zone Europe/Madrid.'
    throw new StartError(how, 2)
  }
  const named = venues.find((venue) => venue.name === name)
  if (named) return named
  if (timeZone !== null) return { id: null, name, timeZone }
  throw new StartError(
    `There is no venue "${name}". To make it, add --time-zone ZONE, as in --time-zone Europe/Madrid.`,
    2,
  )
}

async function makeVenue(tx: Tx, name: string, timeZone: string): Promise<number> {
  const last = await tx
    .selectFrom('businesses')
    .select((row) => row.fn.max('id').as('id'))
    .executeTakeFirst()
  const id = (last?.id ?? 0) + 1
  await tx
    .insertInto('businesses')
    .values({ ...newBusiness, id, name, time_zone: timeZone })
    .execute()
  await createTicketKey(tx, id)
  return id
}

async function changePassword(tx: Tx, user: User, passwordHash: string, now: Date): Promise<void> {
  await tx
    .updateTable('users')
    .set({ password_hash: passwordHash, role: 'admin', disabled_at: null })
    .where('id', '=', user.id)
    .execute()
  await endAccess(tx, user, now)
}
