import { z } from 'zod'
import { businessIdSchema, instantSchema, textSchema, uuidSchema } from './primitives.ts'
import { isScannable, reservationSchema } from './reservation.ts'
import type { Reservation } from './reservation.ts'

export const scanOutcomes = [
  'admitted',
  'duplicate',
  'over_capacity',
  'unknown',
  'bad_signature',
  'wrong_business',
  'wrong_day',
  'cancelled',
  'no_show',
  'revoked',
  'malformed',
] as const
export const scanOutcomeSchema = z.enum(scanOutcomes)
export type ScanOutcome = z.infer<typeof scanOutcomeSchema>

/** Green lets in, amber asks the host to look, red refuses. The look and the sound follow this. */
export const outcomeTone: Readonly<Record<ScanOutcome, 'green' | 'amber' | 'red'>> = {
  admitted: 'green',
  duplicate: 'amber',
  over_capacity: 'amber',
  unknown: 'red',
  bad_signature: 'red',
  wrong_business: 'red',
  wrong_day: 'amber',
  cancelled: 'red',
  no_show: 'amber',
  revoked: 'red',
  malformed: 'red',
}

export const peopleSchema = z.number().int().min(1).max(255)
/** What a scanner read. The longest QR code holds 4,296 characters; ours are 143. */
export const scanTextSchema = z.string().min(1).max(4296)
export const deviceIdSchema = textSchema(64)

export const scanRequestSchema = z.strictObject({
  businessId: businessIdSchema,
  code: scanTextSchema,
  people: peopleSchema.default(1),
  scanId: uuidSchema,
  scannedAt: instantSchema,
  deviceId: deviceIdSchema,
  /** What the desk told the guest when it could not ask: a server that judges otherwise records a conflict. */
  deskOutcome: scanOutcomeSchema.optional(),
  override: z.strictObject({ pin: textSchema(12), reason: textSchema(200).optional() }).optional(),
})
export type ScanRequest = z.infer<typeof scanRequestSchema>

/** Where desk and server disagree: `keep` counts the people in, `annul` does not. */
export const conflictDecisionSchema = z.enum(['keep', 'annul'])
export type ConflictDecision = z.infer<typeof conflictDecisionSchema>

/** One reading of a code, as it was recorded. */
export const scanSchema = z.object({
  scanId: uuidSchema,
  reservationId: uuidSchema.optional(),
  outcome: scanOutcomeSchema,
  people: peopleSchema,
  scannedAt: instantSchema,
  recordedAt: instantSchema,
  deviceId: deviceIdSchema,
  deviceName: z.string(),
  undoneAt: instantSchema.optional(),
  /** Why a manager's PIN let them in over capacity. */
  overrideReason: z.string().optional(),
  /** What somebody chose where the desk had told the guest otherwise. */
  decision: conflictDecisionSchema.optional(),
})
export type Scan = z.infer<typeof scanSchema>

/** The admission that made the party complete, told with `duplicate`: who let them in, and when. */
export const admissionSchema = z.object({
  scanId: uuidSchema,
  deviceId: deviceIdSchema,
  deviceName: z.string(),
  at: instantSchema,
})
export type Admission = z.infer<typeof admissionSchema>

/** An admission of the party that counted, and how many it let in. */
export const countedAdmissionSchema = admissionSchema.extend({ people: peopleSchema })

/** What a conflict is about: the scan and the server's verdict are in its event. */
export const disputeSchema = z.object({
  /** What the desk told the guest. */
  deskOutcome: scanOutcomeSchema,
  /** Who else let in whom of the party, and when, oldest first. */
  admissions: z.array(countedAdmissionSchema),
})

export const scanResponseSchema = z.object({
  outcome: scanOutcomeSchema,
  /** A stable word that says more than the outcome, such as `other_kind` for a code that is not a ticket. */
  reason: z.string().optional(),
  reservation: reservationSchema.optional(),
  previous: admissionSchema.optional(),
  /** With the reason `wrong_pin`: how many wrong ones are still allowed before a pause. */
  pinTriesLeft: z.number().int().min(0).optional(),
  scan: scanSchema,
})
export type ScanResponse = z.infer<typeof scanResponseSchema>

export const maxBatch = 100
/** The entries of a batch are judged one by one, so one bad entry does not hold back the others. */
export const scanBatchRequestSchema = z.strictObject({
  businessId: businessIdSchema,
  scans: z.array(z.unknown()).min(1).max(maxBatch),
})

/**
 * The verdict on a reservation that was found, for the server and for a desk alone.
 * `override` is a manager's word: it admits over capacity.
 */
export function judgeScan(
  reservation: Pick<Reservation, 'status' | 'arrivedCount' | 'partySize'>,
  people: number,
  override: boolean,
): 'admitted' | 'duplicate' | 'over_capacity' | 'cancelled' | 'no_show' {
  if (reservation.status === 'cancelled') return 'cancelled'
  if (reservation.status === 'no_show') return 'no_show'
  if (override) return 'admitted'
  if (!isScannable(reservation.status)) return 'duplicate'
  if (reservation.arrivedCount >= reservation.partySize) return 'duplicate'
  if (reservation.arrivedCount + people > reservation.partySize) return 'over_capacity'
  return 'admitted'
}
