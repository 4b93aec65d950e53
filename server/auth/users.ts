import { v7 as uuid } from 'uuid'
import type { Role } from '../../contract/api.ts'
import type { ListedUser, User } from '../../contract/identity.ts'
import type { Database, Reader, Tx } from '../storage/database.ts'
import { endPairingCodes } from './pairing.ts'
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
      disabled_at: null,
    })
    .execute()
  return { id, businessId, email, name, role }
}

/** The people of a business, by name. */
export async function usersOf(db: Reader, businessId: number): Promise<ListedUser[]> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'email', 'name', 'role', 'created_at', 'disabled_at'])
    .where('business_id', '=', businessId)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(({ created_at: createdAt, disabled_at: disabledAt, ...user }) => {
    return { ...user, businessId, createdAt, disabledAt }
  })
}

/** What may be changed of a user. */
export interface UserChanges {
  name?: string | undefined
  role?: Role | undefined
  disabled?: boolean | undefined
  passwordHash?: string | undefined
}

/** Changes a user, and gives them as they are then. A new password, and being disabled, end all that they got in with. */
export async function changeUser(
  tx: Tx,
  user: ListedUser,
  { name = user.name, role = user.role, disabled = user.disabledAt !== null, passwordHash }: UserChanges,
  now: Date,
): Promise<ListedUser> {
  const disabledAt = disabled ? (user.disabledAt ?? now.toISOString()) : null
  await tx
    .updateTable('users')
    .set({ name, role, disabled_at: disabledAt, ...(passwordHash && { password_hash: passwordHash }) })
    .where('id', '=', user.id)
    .execute()
  if (passwordHash !== undefined || disabled) await endAccess(tx, user, now)
  return { ...user, name, role, disabledAt }
}

/** Logs a user out everywhere, and takes back the pairing codes that they may have made. */
export async function endAccess(
  tx: Tx,
  { id, businessId }: Pick<User, 'id' | 'businessId'>,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('tokens')
    .set({ revoked_at: now.toISOString() })
    .where('user_id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
  await endPairingCodes(tx, businessId)
}

/** The user of an e-mail address in lower case, and the hash of their password. */
export async function findUser(
  db: Reader,
  email: string,
): Promise<{ user: User; passwordHash: string; isDisabled: boolean } | undefined> {
  const row = await db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst()
  if (!row) return undefined
  const { id, business_id: businessId, name, role } = row
  const user = { id, businessId, email, name, role }
  return { user, passwordHash: row.password_hash, isDisabled: row.disabled_at !== null }
}

/** Whether there is anybody who can log in. */
export async function hasUsers(db: Reader): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined
}

/**
 * Checks a password. `user` is who the address belongs to, also where the password is wrong. Whoever is disabled has none
 * that is right.
 * Without an account a hash is verified all the same, so that time does not tell which addresses have one.
 */
export async function checkPassword(
  db: Reader,
  { email, password }: { email: string; password: string },
): Promise<{ user: User | undefined; isRight: boolean }> {
  const found = await findUser(db, email)
  const isRight = await verifyPassword(password, found?.passwordHash ?? dummyHash)
  return { user: found?.user, isRight: found !== undefined && !found.isDisabled && isRight }
}
