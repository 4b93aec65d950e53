import type { PairedDevice } from '../../contract/identity.ts'
import type { Reader } from '../storage/database.ts'

/** All devices of a business, the newest first. */
export async function pairedDevices(db: Reader, businessId: number): Promise<PairedDevice[]> {
  const rows = await devicesOf(db, businessId).orderBy('devices.id', 'desc').execute()
  return rows.map(deviceOf)
}

export async function findDevice(
  db: Reader,
  businessId: number,
  deviceId: string,
): Promise<PairedDevice | undefined> {
  const row = await devicesOf(db, businessId).where('devices.id', '=', deviceId).executeTakeFirst()
  return row && deviceOf(row)
}

function devicesOf(db: Reader, businessId: number) {
  return db
    .selectFrom('devices')
    .leftJoin('tokens', 'tokens.device_id', 'devices.id')
    .select(['devices.id', 'devices.name', 'devices.role', 'devices.created_at', 'devices.revoked_at'])
    .select((row) => row.fn.max('tokens.used_at').as('seen_at'))
    .where('devices.business_id', '=', businessId)
    .groupBy(['devices.id', 'devices.name', 'devices.role', 'devices.created_at', 'devices.revoked_at'])
}

type Row = Awaited<ReturnType<ReturnType<typeof devicesOf>['executeTakeFirstOrThrow']>>

function deviceOf({ id, name, role, created_at, revoked_at, seen_at }: Row): PairedDevice {
  return { id, name, role, pairedAt: created_at, lastSeenAt: seen_at, revokedAt: revoked_at }
}

export async function renameDevice(db: Reader, deviceId: string, name: string): Promise<void> {
  await db.updateTable('devices').set({ name }).where('id', '=', deviceId).execute()
}

/** From now on its tokens open nothing, and say why. Returns whether it was not revoked before. */
export async function revokeDevice(db: Reader, deviceId: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('devices')
    .set({ revoked_at: now.toISOString() })
    .where('id', '=', deviceId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
