import { z } from 'zod'
import { businessIdSchema, instantSchema, textSchema, uuidSchema } from './primitives.ts'

export const reservationStatuses = [
  'pending',
  'confirmed',
  'waitlist',
  'arrived',
  'seated',
  'completed',
  'no_show',
  'cancelled',
] as const

export const reservationStatusSchema = z.enum(reservationStatuses)
export type ReservationStatus = z.infer<typeof reservationStatusSchema>

const customerFields = {
  name: textSchema(120),
  phone: textSchema(40).optional(),
  email: z.email().max(254).optional(),
}
export const customerSchema = z.object(customerFields)
export type Customer = z.infer<typeof customerSchema>
/** What a person sends is strict, so that a misspelt field is refused; what a server sends is read tolerantly. */
const customerInputSchema = z.strictObject(customerFields)

export const partySizeSchema = z.number().int().min(1).max(255)
const tagSchema = textSchema(40)
const tagsSchema = z.array(tagSchema).max(12)
const tableSchema = textSchema(20)
const notesSchema = textSchema(2000)
/** When a party on the waitlist was told that its table would be ready. */
const quotedForSchema = instantSchema

/** The short code that a guest can say aloud: no letters or digits that are mistaken for one another. */
export const reservationCodeAlphabet = 'ACDEFGHJKMNPQRTUVWXY34679'
export const reservationCodeSchema = z.string().regex(new RegExp(`^[${reservationCodeAlphabet}]{6}$`))

/** Stands for the code of a reservation that the server has not seen: it is never issued. */
export const noCodeYet = 'AAAAAA'

/** The random id inside the guest's ticket: 12 bytes as lower-case hex. It names the ticket; only the signature proves it. */
export const ticketIdSchema = z.string().regex(/^[0-9a-f]{24}$/)

/** A reservation on the wire. Unknown fields are dropped, so that an old desk reads a newer server. */
export const reservationSchema = z.object({
  id: uuidSchema,
  businessId: businessIdSchema,
  code: reservationCodeSchema,
  ticketId: ticketIdSchema,
  customer: customerSchema,
  startsAt: instantSchema,
  partySize: partySizeSchema,
  arrivedCount: z.number().int().min(0),
  scanCount: z.number().int().min(0),
  status: reservationStatusSchema,
  table: tableSchema.optional(),
  notes: notesSchema.optional(),
  tags: tagsSchema,
  quotedFor: quotedForSchema.optional(),
  version: z.number().int().positive(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
})
export type Reservation = z.infer<typeof reservationSchema>

/** States in which a reservation can begin; a walk-in is `arrived` or `seated` at once. */
export const initialStatusSchema = z.enum(['pending', 'confirmed', 'waitlist', 'arrived', 'seated'])

export const newReservationSchema = z.strictObject({
  id: uuidSchema.optional(),
  businessId: businessIdSchema,
  customer: customerInputSchema,
  startsAt: instantSchema,
  partySize: partySizeSchema,
  status: initialStatusSchema.optional(),
  table: tableSchema.optional(),
  notes: notesSchema.optional(),
  tags: tagsSchema.optional(),
  quotedFor: quotedForSchema.optional(),
})
export type NewReservation = z.infer<typeof newReservationSchema>

/** The changed fields only; `null` clears a field that may be absent. */
export const reservationChangesSchema = z
  .strictObject({
    customer: customerInputSchema,
    startsAt: instantSchema,
    partySize: partySizeSchema,
    status: reservationStatusSchema,
    table: tableSchema.nullable(),
    notes: notesSchema.nullable(),
    tags: tagsSchema,
    quotedFor: quotedForSchema.nullable(),
  })
  .partial()
  .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'nothing to change')
export type ReservationChanges = z.infer<typeof reservationChangesSchema>

/** The one table of status changes that a person may make, at the desk and at the server. */
export const transitions: Readonly<Record<ReservationStatus, readonly ReservationStatus[]>> = {
  pending: ['confirmed', 'waitlist', 'arrived', 'seated', 'no_show', 'cancelled'],
  confirmed: ['pending', 'waitlist', 'arrived', 'seated', 'no_show', 'cancelled'],
  waitlist: ['confirmed', 'arrived', 'seated', 'no_show', 'cancelled'],
  arrived: ['confirmed', 'seated', 'completed', 'cancelled'],
  seated: ['arrived', 'completed'],
  completed: ['seated'],
  no_show: ['confirmed', 'arrived', 'seated'],
  cancelled: ['confirmed', 'waitlist'],
}

/** Whether a person may move a reservation from one status to another. Staying is always allowed. */
export function canTransition(from: ReservationStatus, to: ReservationStatus): boolean {
  return from === to || transitions[from].includes(to)
}

const scannable: readonly ReservationStatus[] = ['pending', 'confirmed', 'waitlist', 'arrived', 'seated']

/** Whether a guest of a reservation in this status can be scanned in. */
export function isScannable(status: ReservationStatus): boolean {
  return scannable.includes(status)
}

/** How many of a party are in from the start: all of a walk-in, nobody of a party that is still to come. */
export function arrivedAtStart(status: ReservationStatus, partySize: number): number {
  return status === 'arrived' || status === 'seated' ? partySize : 0
}

type Changeable = Pick<
  Reservation,
  | 'customer'
  | 'startsAt'
  | 'partySize'
  | 'arrivedCount'
  | 'scanCount'
  | 'status'
  | 'tags'
  | 'table'
  | 'notes'
  | 'quotedFor'
>

const toCome: readonly ReservationStatus[] = ['pending', 'confirmed', 'waitlist']

/** Applies changed fields to a reservation; the caller has checked the transition, and counts the version. */
export function applyChanges<R extends Changeable>(reservation: R, changes: ReservationChanges): R {
  const next: R = { ...reservation }
  if (changes.customer !== undefined) next.customer = changes.customer
  if (changes.startsAt !== undefined) next.startsAt = changes.startsAt
  if (changes.partySize !== undefined) next.partySize = changes.partySize
  if (changes.status !== undefined) next.status = changes.status
  if (changes.tags !== undefined) next.tags = changes.tags
  if (changes.table === null) delete next.table
  else if (changes.table !== undefined) next.table = changes.table
  if (changes.notes === null) delete next.notes
  else if (changes.notes !== undefined) next.notes = changes.notes
  if (changes.quotedFor === null) delete next.quotedFor
  else if (changes.quotedFor !== undefined) next.quotedFor = changes.quotedFor
  // A walk-in was counted as one by the host, without a scan: the count goes where the host's word goes.
  if (next.scanCount === 0 && next.arrivedCount > 0) {
    next.arrivedCount = toCome.includes(next.status) ? 0 : next.partySize
  }
  return next
}

type Admissible = Pick<Reservation, 'arrivedCount' | 'scanCount' | 'status'>

/** Admits `people` more of a party by one scan. */
export function applyAdmission<R extends Admissible>(reservation: R, people: number): R {
  const { status } = reservation
  return {
    ...reservation,
    arrivedCount: reservation.arrivedCount + people,
    scanCount: reservation.scanCount + 1,
    status: status === 'pending' || status === 'confirmed' || status === 'waitlist' ? 'arrived' : status,
  }
}

/** Takes one admission of `people` back. A party of which nobody is left in is expected again. */
export function applyUndo<R extends Admissible>(reservation: R, people: number): R {
  const arrivedCount = Math.max(0, reservation.arrivedCount - people)
  return {
    ...reservation,
    arrivedCount,
    scanCount: Math.max(0, reservation.scanCount - 1),
    status: arrivedCount === 0 && reservation.status === 'arrived' ? 'confirmed' : reservation.status,
  }
}
