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

interface KeyPair {
  keyId: number
  /** Raw, 32 bytes in base64, as desks get it. */
  raw: string
  publicKey: KeyObject
  privateKey: KeyObject
}

export interface TicketKeys {
  /** The public keys with which desks verify a business's tickets. */
  publicKeys(db: Reader, businessId: number): Promise<TicketKey[]>
  /** The key with which new tickets are signed. */
  signingKeyId(db: Reader, businessId: number): Promise<number>
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

/** Makes the key pair of a new business. */
export async function createTicketKey(db: Reader, businessId: number): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  // The last 32 bytes of the DER form are the raw key.
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  await db
    .insertInto('ticket_keys')
    .values({
      business_id: businessId,
      key_id: 1,
      public_key: raw.toString('base64'),
      private_key: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    })
    .execute()
}

/** Signs and verifies tickets. Keys are read once a business, by the caller's transaction where it is in one, and kept. */
export function createTicketKeys(): TicketKeys {
  const kept = new Map<number, KeyPair[]>()

  async function pairs(db: Reader, businessId: number): Promise<KeyPair[]> {
    const known = kept.get(businessId)
    if (known) return known
    const rows = await db
      .selectFrom('ticket_keys')
      .selectAll()
      .where('business_id', '=', businessId)
      .orderBy('key_id')
      .execute()
    const loaded = rows.map((row) => {
      const der = Buffer.from(row.private_key, 'base64')
      const privateKey = createPrivateKey({ key: der, type: 'pkcs8', format: 'der' })
      return { keyId: row.key_id, raw: row.public_key, privateKey, publicKey: createPublicKey(privateKey) }
    })
    if (loaded.length > 0) kept.set(businessId, loaded)
    return loaded
  }
  const find = async (db: Reader, businessId: number, keyId: number) =>
    (await pairs(db, businessId)).find((pair) => pair.keyId === keyId)

  return {
    async publicKeys(db, businessId) {
      return (await pairs(db, businessId)).map(({ keyId, raw }) => ({ keyId, publicKey: raw }))
    },
    async signingKeyId(db, businessId) {
      const newest = (await pairs(db, businessId)).at(-1)
      if (!newest) throw new Error(`business ${businessId} has no ticket key`)
      return newest.keyId
    },
    async sign(db, businessId, keyId, bytes) {
      const pair = await find(db, businessId, keyId)
      if (!pair) throw new Error(`business ${businessId} has no ticket key ${keyId}`)
      return sign(null, bytes, pair.privateKey)
    },
    async verifies(db, businessId, keyId, bytes, signature) {
      const pair = await find(db, businessId, keyId)
      return pair !== undefined && verify(null, bytes, pair.publicKey, signature)
    },
  }
}
