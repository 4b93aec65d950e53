import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  randomBytes,
  scryptSync,
  sign,
} from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { z } from 'zod'
import { ticketToSign } from '../../contract/ticket.ts'

/** Locks the private ticket keys of a backup, so that whoever finds it can sign no tickets. */
export type BackupSecret = string

/** The file beside a database that holds the secret where the operator gives none. */
export const secretFileName = 'backup.key'

/** The operator's own secret, or the one beside the database; `null` where there is none. */
export function findSecret(database: string, given: string | undefined): BackupSecret | null {
  if (given !== undefined && given !== '') return given
  const file = path.join(path.dirname(database), secretFileName)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}

/** As `findSecret`; makes one beside the database where there is none. `made`: the file, where it was made. */
export function secretFor(
  database: string,
  given: string | undefined,
): { secret: BackupSecret; made: string | null } {
  const known = findSecret(database, given)
  if (known !== null) return { secret: known, made: null }
  const file = path.join(path.dirname(database), secretFileName)
  const secret = randomBytes(32).toString('base64url')
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' })
  return { secret, made: file }
}

const keyRows = z.array(
  z.object({ business_id: z.number(), key_id: z.number(), private_key: z.string(), public_key: z.string() }),
)
const ticketRows = z.array(
  z.object({
    ticket_id: z.string(),
    business_id: z.number(),
    key_id: z.number(),
    first_day: z.string(),
    last_day: z.string(),
    party_size: z.number(),
  }),
)

/**
 * Locks the private keys in a copy of a database. Codes that guests may still show are kept as they were signed, so
 * that a venue that has lost the secret loses no ticket. Nothing of an unlocked key is left in the file.
 */
export function sealKeys(copy: string, secret: BackupSecret, now: Date): void {
  const db = new Sqlite(copy)
  try {
    // What is overwritten must be gone, also from the pages that are free by then.
    db.pragma('secure_delete = ON')
    const keys = keysIn(db)
    db.transaction(() => {
      keepSignatures(db, keys, now)
      const put = db.prepare('update ticket_keys set private_key = ? where business_id = ? and key_id = ?')
      const salt = randomBytes(16)
      const lock = scryptSync(secret, salt, 32)
      for (const row of keys) {
        if (row.private_key !== '') put.run(seal(row, lock, salt), row.business_id, row.key_id)
      }
    })()
    db.exec('vacuum')
  } finally {
    db.close()
  }
}

/** Opens the private keys of a restored database. Answers `false`, with no private key left in it, where the secret is not theirs. */
export function openKeys(file: string, secret: BackupSecret | null): boolean {
  const db = new Sqlite(file)
  try {
    const keys = keysIn(db)
    const put = db.prepare('update ticket_keys set private_key = ? where business_id = ? and key_id = ?')
    return db.transaction(() => {
      let isOpen = true
      for (const row of keys) {
        if (!row.private_key.startsWith(sealedPrefix)) continue
        const opened = secret === null ? null : open(row, secret)
        isOpen &&= opened !== null
        put.run(opened ?? '', row.business_id, row.key_id)
      }
      return isOpen
    })()
  } finally {
    db.close()
  }
}

type KeyRow = z.infer<typeof keyRows>[number]

function keysIn(db: Sqlite.Database): KeyRow[] {
  return keyRows.parse(
    db.prepare('select business_id, key_id, private_key, public_key from ticket_keys').all(),
  )
}

const dayMs = 86_400_000

function keepSignatures(db: Sqlite.Database, keys: readonly KeyRow[], now: Date): void {
  const yesterday = new Date(now.getTime() - dayMs).toISOString().slice(0, 10)
  const tickets = ticketRows.parse(
    db
      .prepare(
        `select ticket_id, business_id, key_id, first_day, last_day, party_size from tickets
         where signature is null and revoked_at is null and last_day >= ?`,
      )
      .all(yesterday),
  )
  const put = db.prepare('update tickets set signature = ? where ticket_id = ?')
  const signers = new Map(
    keys
      .filter((row) => row.private_key !== '')
      .map((row) => [
        `${row.business_id} ${row.key_id}`,
        createPrivateKey({ key: Buffer.from(row.private_key, 'base64'), type: 'pkcs8', format: 'der' }),
      ]),
  )
  for (const row of tickets) {
    const signer = signers.get(`${row.business_id} ${row.key_id}`)
    if (!signer) continue
    const signed = ticketToSign({
      keyId: row.key_id,
      businessId: row.business_id,
      ticketId: row.ticket_id,
      firstDay: row.first_day,
      lastDay: row.last_day,
      partySize: row.party_size,
    })
    put.run(sign(null, signed, signer).toString('base64'), row.ticket_id)
  }
}

const sealedPrefix = 'sealed:'
const cipherName = 'aes-256-gcm'

/** `sealed:` and, in base64url, salt, nonce, tag and text. Bound to its row, so that no key can stand in for another. */
function seal(row: KeyRow, lock: Buffer, salt: Buffer): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv(cipherName, lock, nonce).setAAD(placeOf(row))
  const text = Buffer.concat([cipher.update(row.private_key, 'utf8'), cipher.final()])
  const parts = [salt, nonce, cipher.getAuthTag(), text]
  return sealedPrefix + parts.map((part) => part.toString('base64url')).join('.')
}

function open(row: KeyRow, secret: BackupSecret): string | null {
  const [salt, nonce, tag, text] = row.private_key
    .slice(sealedPrefix.length)
    .split('.')
    .map((part) => Buffer.from(part, 'base64url'))
  if (!salt || !nonce || !tag || !text) return null
  try {
    const cipher = createDecipheriv(cipherName, scryptSync(secret, salt, 32), nonce)
    cipher.setAAD(placeOf(row)).setAuthTag(tag)
    return Buffer.concat([cipher.update(text), cipher.final()]).toString('utf8')
  } catch {
    // Another secret: the tag does not fit.
    return null
  }
}

function placeOf({ business_id: businessId, key_id: keyId, public_key: publicKey }: KeyRow): Buffer {
  return Buffer.from(`${businessId} ${keyId} ${publicKey}`)
}
