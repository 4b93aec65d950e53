import { v7 as uuid } from 'uuid'
import type { Role } from '../../contract/api.ts'
import type { User } from '../../contract/identity.ts'
import type { Database, Reader } from '../storage/database.ts'
import { dummyHash, hashPassword, verifyPassword } from './password.ts'

export interface NewUser {
  businessId: number
  /** In lower case, and nobody else's. */
  email: string
  name: string
  role: Role
}

/** Makes a user. Call it outside of a transaction: hashing is slow on purpose, and must not hold up writes. */
export async function createUser(
  db: Database,
  { password, ...user }: NewUser & { password: string },
  now: Date,
): Promise<User> {
  return insertUser(db, user, await hashPassword(password), now)
}

export async function insertUser(
  db: Reader,
  { businessId, email, name, role }: NewUser,
  passwordHash: string,
  now: Date,
): Promise<User> {
  const id = uuid()
  await db
    .insertInto('users')
    .values({
      id,
      business_id: businessId,
      email,
      name,
      role,
      password_hash: passwordHash,
      created_at: now.toISOString(),
    })
    .execute()
  return { id, businessId, email, name, role }
}

/** The user of an e-mail address in lower case, and the hash of their password. */
export async function findUser(
  db: Reader,
  email: string,
): Promise<{ user: User; passwordHash: string } | undefined> {
  const row = await db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst()
  if (!row) return undefined
  const { id, business_id: businessId, name, role } = row
  return { user: { id, businessId, email, name, role }, passwordHash: row.password_hash }
}

/** Whether there is anybody who can log in. */
export async function hasUsers(db: Reader): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined
}

/**
 * Checks a password. `user` is who the address belongs to, also where the password is wrong.
 * Without an account a hash is verified all the same, so that time does not tell which addresses have one.
 */
export async function checkPassword(
  db: Reader,
  { email, password }: { email: string; password: string },
): Promise<{ user: User | undefined; isRight: boolean }> {
  const found = await findUser(db, email)
  const isRight = await verifyPassword(password, found?.passwordHash ?? dummyHash)
  return { user: found?.user, isRight: found !== undefined && isRight }
}
