import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import type { TicketKey } from '../../contract/api.ts'
import type { Reader } from '../storage/database.ts'

export interface TicketKeys {
  /** The public keys with which desks verify a business's tickets: old ones, and one that is to sign soon. */
  publicKeys(db: Reader, businessId: number): Promise<TicketKey[]>
  /** The key with which new tickets are signed. */
  signingKeyId(db: Reader, businessId: number, now: Date): Promise<number>
  sign(db: Reader, businessId: number, keyId: number, bytes: Uint8Array): Promise<Uint8Array>
  /** False where the signature is wrong or the key is not known. */
  verifies(
    db: Reader,
    businessId: number,
    keyId: number,
    bytes: Uint8Array,
    signature: Uint8Array,
  ): Promise<boolean>
}

/** Makes a business's next key pair, which signs from `signsFrom` on. Answers its number. */
export async function createTicketKey(
  db: Reader,
  businessId: number,
  signsFrom = new Date(0),
): Promise<number> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  // The last 32 bytes of the DER form are the raw key.
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  const newest = await db
    .selectFrom('ticket_keys')
    .select('key_id')
    .where('business_id', '=', businessId)
    .orderBy('key_id', 'desc')
    .executeTakeFirst()
  const keyId = (newest?.key_id ?? 0) + 1
  await db
    .insertInto('ticket_keys')
    .values({
      business_id: businessId,
      key_id: keyId,
      public_key: raw.toString('base64'),
      private_key: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
      signs_from: signsFrom.toISOString(),
    })
    .execute()
  return keyId
}

/** What comes before the 32 bytes of a raw Ed25519 key in its SubjectPublicKeyInfo. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

interface KeyPair {
  publicKey: KeyObject
  /** `undefined`: only its public half is here. */
  privateKey: KeyObject | undefined
}

/**
 * Signs and verifies tickets. A key pair never changes, so it is read once and kept; which ones there are is looked up
 * each time, since another instance or the operator may have added one.
 */
export function createTicketKeys(): TicketKeys {
  const kept = new Map<string, KeyPair>()

  async function find(db: Reader, businessId: number, keyId: number): Promise<KeyPair | undefined> {
    const name = `${businessId} ${keyId}`
    const known = kept.get(name)
    if (known) return known
    const row = await db
      .selectFrom('ticket_keys')
      .select(['public_key', 'private_key'])
      .where('business_id', '=', businessId)
      .where('key_id', '=', keyId)
      .executeTakeFirst()
    if (!row) return undefined
    const spki = Buffer.concat([spkiPrefix, Buffer.from(row.public_key, 'base64')])
    const pair = {
      publicKey: createPublicKey({ key: spki, type: 'spki', format: 'der' }),
      privateKey:
        row.private_key === ''
          ? undefined
          : createPrivateKey({ key: Buffer.from(row.private_key, 'base64'), type: 'pkcs8', format: 'der' }),
    }
    kept.set(name, pair)
    return pair
  }

  return {
    async publicKeys(db, businessId) {
      const rows = await db
        .selectFrom('ticket_keys')
        .select(['key_id', 'public_key'])
        .where('business_id', '=', businessId)
        .orderBy('key_id')
        .execute()
      return rows.map((row) => ({ keyId: row.key_id, publicKey: row.public_key }))
    },
    async signingKeyId(db, businessId, now) {
      const row = await db
        .selectFrom('ticket_keys')
        .select('key_id')
        .where('business_id', '=', businessId)
        .where('private_key', '!=', '')
        .where('signs_from', '<=', now.toISOString())
        .orderBy('key_id', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (!row) throw new Error(`business ${businessId} has no ticket key that signs`)
      return row.key_id
    },
    async sign(db, businessId, keyId, bytes) {
      const pair = await find(db, businessId, keyId)
      if (!pair?.privateKey) throw new Error(`business ${businessId} has no ticket key ${keyId} that signs`)
      return sign(null, bytes, pair.privateKey)
    },
    async verifies(db, businessId, keyId, bytes, signature) {
      const pair = await find(db, businessId, keyId)
      return pair !== undefined && verify(null, bytes, pair.publicKey, signature)
    },
  }
}
