import { z } from 'zod'
import { cursorSchema } from './events.ts'
import { queryIntegerSchema, businessIdSchema } from './primitives.ts'
import { reservationSchema } from './reservation.ts'
import { conflictDecisionSchema, disputeSchema, scanSchema } from './scan.ts'
import type { ScanOutcome } from './scan.ts'

/** A scan on which the desk and the server disagree whether its people are in. It is named by its `scanId`. */
export const conflictSchema = disputeSchema.extend({
  scan: scanSchema,
  reservation: reservationSchema.optional(),
})
export type Conflict = z.infer<typeof conflictSchema>

/** `GET /api/reservas/conflicts`: those that nobody has decided, oldest first. */
export const conflictsQuerySchema = z.object({ businessId: queryIntegerSchema.pipe(businessIdSchema) })
export const conflictsSchema = z.object({ conflicts: z.array(conflictSchema), cursor: cursorSchema })

/** `POST /api/reservas/conflicts/:scanId`. */
export const decideConflictSchema = z.strictObject({ decision: conflictDecisionSchema })

/** Whether somebody has to choose: the desk let people in that the server does not count, or the other way round. */
export function isConflict(deskOutcome: ScanOutcome | null, outcome: ScanOutcome): boolean {
  return deskOutcome !== null && (deskOutcome === 'admitted') !== (outcome === 'admitted')
}

/** Whether a desk has a part in it: it let in the one or the others. */
export function concerns({ scan, admissions }: Conflict, deviceId: string): boolean {
  return scan.deviceId === deviceId || admissions.some((other) => other.deviceId === deviceId)
}
