import { generateKeyPairSync, sign } from 'node:crypto'
import type { Identity } from '../../contract/api.ts'
import { encodeTicket, ticketToSign } from '../../contract/ticket.ts'
import type { Ticket } from '../../contract/ticket.ts'
import { identityRecord } from './records.ts'

const keyId = 7
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)

/** A venue that signs with the key of these tests. */
export const signingIdentity: Identity = {
  ...identityRecord,
  ticketKeys: [{ keyId, publicKey: raw.toString('base64') }],
}

/** A ticket's text, signed by the venue of these tests unless told otherwise. */
export function ticketText(fields: Partial<Ticket> & Pick<Ticket, 'ticketId'>, key = privateKey): string {
  const signed = ticketToSign({
    keyId,
    businessId: identityRecord.business.id,
    firstDay: '2026-11-24',
    lastDay: '2026-11-24',
    partySize: 4,
    ...fields,
  })
  return encodeTicket(signed, sign(null, signed, key))
}
