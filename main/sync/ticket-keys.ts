import { createPublicKey, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { TicketKey } from '../../contract/api.ts'
import type { DecodedTicket } from '../../contract/ticket.ts'

/** What comes before the 32 bytes of a raw Ed25519 key in its SubjectPublicKeyInfo. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

const imported = new WeakMap<readonly TicketKey[], Map<number, KeyObject>>()

function keysOf(keys: readonly TicketKey[]): Map<number, KeyObject> {
  let map = imported.get(keys)
  if (!map) {
    map = new Map(keys.map(({ keyId, publicKey }) => [keyId, importKey(publicKey)]))
    imported.set(keys, map)
  }
  return map
}

function importKey(publicKey: string): KeyObject {
  const der = Buffer.concat([spkiPrefix, Buffer.from(publicKey, 'base64')])
  return createPublicKey({ key: der, format: 'der', type: 'spki' })
}

/** Whether the venue signed a ticket. `unknown_key`: with a key that this desk has not been given (yet). */
export function checkSignature(
  { ticket, signed, signature }: DecodedTicket,
  keys: readonly TicketKey[],
): 'good' | 'bad' | 'unknown_key' {
  const key = keysOf(keys).get(ticket.keyId)
  if (!key) return 'unknown_key'
  return verify(null, signed, key, signature) ? 'good' : 'bad'
}
