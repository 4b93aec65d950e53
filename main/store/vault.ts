import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/**
 * Seals what the file holds of guests. Whoever has the file and not the key, which lies in the system's keyring, reads
 * no name, phone number or e-mail in it, and cannot change one unnoticed.
 */
export interface Vault {
  /** A text that only `open` reads again. It is JSON, as what it takes the place of. */
  seal: (text: string) => string
  /** What was sealed; `null` where it was sealed by another key, or is not what was sealed. */
  open: (sealed: string) => string | null
  /** What a row is found by, in the place of a name that must not be read: the same for the same name. */
  nameOf: (key: string) => string
}

export const keyLength = 32
const algorithm = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16
const beginning = '"FDS1.'
/** Sealed texts wherever they stand, in bytes read as Latin-1. */
export const sealedTexts = /"FDS1\.[\w+/]+={0,2}"/g

export function createVault(key: Buffer): Vault {
  if (key.length !== keyLength) throw new Error(`The store's key has ${key.length} bytes, not ${keyLength}.`)
  const sealing = derived(key, 'front desk: rows')
  const naming = derived(key, 'front desk: names')
  return {
    seal: (text) => {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv(algorithm, sealing, nonce, { authTagLength: tagLength })
      const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
      return `${beginning}${Buffer.concat(parts).toString('base64')}"`
    },
    open: (sealed) => {
      if (!isSealed(sealed)) return null
      const bytes = Buffer.from(sealed.slice(beginning.length, -1), 'base64')
      const end = bytes.length - tagLength
      if (end < nonceLength) return null
      const decipher = createDecipheriv(algorithm, sealing, bytes.subarray(0, nonceLength), {
        authTagLength: tagLength,
      })
      decipher.setAuthTag(bytes.subarray(end))
      const text = decipher.update(bytes.subarray(nonceLength, end))
      try {
        decipher.final()
      } catch {
        // That is how it says that the tag is not that of these bytes.
        return null
      }
      return text.toString('utf8')
    },
    nameOf: (name) => createHmac('sha256', naming).update(name).digest('base64'),
  }
}

/** Whether a text was sealed, by whatever key, rather than written by a version that sealed nothing. */
export function isSealed(text: string): boolean {
  return text.startsWith(beginning)
}

function derived(key: Buffer, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, '', purpose, keyLength)))
}
