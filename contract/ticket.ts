import { fromBase32, toBase32 } from './base32.ts'

/**
 * The guest's ticket: `FD1` and, in base32 (RFC 4648, no padding), a payload of 23 bytes and its Ed25519 signature.
 *
 *   keyId u16 | businessId u32 | ticketId 12 bytes | firstDay u16 | lastDay u16 | partySize u8
 *
 * Days are counted from 2020-01-01 in the venue's calendar. The signature covers `FD1` and the payload.
 * 143 characters, all in QR's alphanumeric set: version 6 at level M.
 */
const prefix = 'FD1'
const payloadBytes = 23
const signatureBytes = 64
const epoch = Date.UTC(2020, 0, 1)
const dayMs = 86_400_000

export interface Ticket {
  keyId: number
  businessId: number
  /** 12 bytes as lower-case hex. */
  ticketId: string
  /** First and last valid day of the venue, `YYYY-MM-DD`. */
  firstDay: string
  lastDay: string
  partySize: number
}

export interface DecodedTicket {
  ticket: Ticket
  /** What the signature must cover. */
  signed: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

/** Characters in every ticket. */
export const ticketLength = prefix.length + Math.ceil(((payloadBytes + signatureBytes) * 8) / 5)

/** What a scanner's text has to look like to be one of our tickets, in any case. */
export const ticketPattern = new RegExp(`^${prefix}[A-Z2-7]{${ticketLength - prefix.length}}$`, 'i')

function dayNumber(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - epoch) / dayMs)
}

function dayFromNumber(days: number): string {
  return new Date(epoch + days * dayMs).toISOString().slice(0, 10)
}

/** The bytes to be signed for a ticket. */
export function ticketToSign(ticket: Ticket): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(prefix.length + payloadBytes)
  bytes.set(new TextEncoder().encode(prefix))
  const view = new DataView(bytes.buffer, prefix.length)
  view.setUint16(0, ticket.keyId)
  view.setUint32(2, ticket.businessId)
  for (let i = 0; i < 12; i++)
    view.setUint8(6 + i, Number.parseInt(ticket.ticketId.slice(i * 2, i * 2 + 2), 16))
  view.setUint16(18, dayNumber(ticket.firstDay))
  view.setUint16(20, dayNumber(ticket.lastDay))
  view.setUint8(22, ticket.partySize)
  return bytes
}

/** The text of a ticket's QR code, from `ticketToSign` and its signature. */
export function encodeTicket(signed: Uint8Array, signature: Uint8Array): string {
  const bytes = new Uint8Array(payloadBytes + signatureBytes)
  bytes.set(signed.subarray(prefix.length))
  bytes.set(signature, payloadBytes)
  return prefix + toBase32(bytes)
}

/** Reads a ticket's text, in any case. `undefined` where it is not a ticket of this format; the signature is not checked here. */
export function decodeTicket(text: string): DecodedTicket | undefined {
  const upper = text.trim().toUpperCase()
  if (!ticketPattern.test(upper)) return undefined
  const bytes = fromBase32(upper.slice(prefix.length))
  if (!bytes) return undefined
  const signed = new Uint8Array(prefix.length + payloadBytes)
  signed.set(new TextEncoder().encode(prefix))
  signed.set(bytes.subarray(0, payloadBytes), prefix.length)
  const view = new DataView(signed.buffer, prefix.length)
  let ticketId = ''
  for (let i = 0; i < 12; i++)
    ticketId += view
      .getUint8(6 + i)
      .toString(16)
      .padStart(2, '0')
  return {
    ticket: {
      keyId: view.getUint16(0),
      businessId: view.getUint32(2),
      ticketId,
      firstDay: dayFromNumber(view.getUint16(18)),
      lastDay: dayFromNumber(view.getUint16(20)),
      partySize: view.getUint8(22),
    },
    signed,
    signature: bytes.slice(payloadBytes),
  }
}
