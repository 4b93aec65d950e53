import { fromBase32, toBase32 } from './base32.ts'

/**
 * What the QR code of a pairing says: `FDP1` and, in base32, one byte with the length of what follows, the pairing code
 * and the server's address in UTF-8. Like a ticket it has no character that a keyboard layout moves, so that a USB
 * scanner can type it; by the length a reader knows when it has all of it.
 */
const prefix = 'FDP1'
const codeLength = 8
const pattern = new RegExp(`${prefix}([A-Z2-7]+)`)

export interface PairingText {
  server: string
  /** Eight letters and digits. */
  code: string
}

/** The text of the QR code with which a manager pairs a desk. Throws where the address is too long for it. */
export function encodePairingText({ server, code }: PairingText): string {
  const content = new TextEncoder().encode(code + server)
  if (content.length > 255) throw new Error('The address of the server is too long for a pairing code.')
  return prefix + toBase32(Uint8Array.of(content.length, ...content))
}

/** Reads it in any case, and among other text. `undefined` where it is not there, or not all of it yet. */
export function readPairingText(text: string): PairingText | undefined {
  const letters = pattern.exec(text.toUpperCase())?.[1]
  const length = letters === undefined ? undefined : fromBase32(letters.slice(0, 2) + 'A'.repeat(6))?.[0]
  if (letters === undefined || length === undefined) return undefined
  const bytes = fromBase32(letters.slice(0, Math.ceil(((length + 1) * 8) / 5)))
  if (bytes?.length !== length + 1) return undefined
  const content = new TextDecoder().decode(bytes.subarray(1))
  const [code, server] = [content.slice(0, codeLength), content.slice(codeLength)]
  return /^[A-Z0-9]{8}$/.test(code) && URL.canParse(server) ? { server, code } : undefined
}
