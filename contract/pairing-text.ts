import { caSchema } from './ca.ts'
import { fromBase32, toBase32 } from './base32.ts'

/**
 * What the QR code of a pairing says: `FDP1` and, in base32, one byte with the length of what follows, the pairing code
 * and the server's address in UTF-8. Where the server must be of one CA it is `FDP2`, and 32 bytes that name the CA
 * stand before the code: a desk that cannot look at it must not pair without. Like a ticket it has no character that a
 * keyboard layout moves, so that a USB scanner can type it; by the length a reader knows when it has all of it.
 */
const pattern = /FDP([12])([A-Z2-7]+)/
const codeLength = 8
const caLength = 32

export interface PairingText {
  server: string
  /** Eight letters and digits. */
  code: string
  /** The CA that the server must be of, see `caSchema`. */
  ca?: string | undefined
}

/** The text of the QR code with which a manager pairs a desk. Throws where the address is too long for it. */
export function encodePairingText({ server, code, ca }: PairingText): string {
  const content = [...(ca === undefined ? [] : bytesOf(ca)), ...new TextEncoder().encode(code + server)]
  if (content.length > 255) throw new Error('The address of the server is too long for a pairing code.')
  return `FDP${ca === undefined ? 1 : 2}${toBase32(Uint8Array.of(content.length, ...content))}`
}

/** Reads it in any case, and among other text. `undefined` where it is not there, or not all of it yet. */
export function readPairingText(text: string): PairingText | undefined {
  const [, version, letters] = pattern.exec(text.toUpperCase()) ?? []
  const length = letters === undefined ? undefined : fromBase32(letters.slice(0, 2) + 'A'.repeat(6))?.[0]
  if (letters === undefined || length === undefined) return undefined
  const bytes = fromBase32(letters.slice(0, Math.ceil(((length + 1) * 8) / 5)))
  if (bytes?.length !== length + 1) return undefined
  const start = version === '2' ? 1 + caLength : 1
  const content = new TextDecoder().decode(bytes.subarray(start))
  const [code, server] = [content.slice(0, codeLength), content.slice(codeLength)]
  if (!/^[A-Z0-9]{8}$/.test(code) || !URL.canParse(server)) return undefined
  return { server, code, ...(start > 1 && { ca: hexOf(bytes.subarray(1, start)) }) }
}

function bytesOf(ca: string): number[] {
  return (caSchema.parse(ca).match(/../g) ?? []).map((digits) => Number.parseInt(digits, 16))
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
