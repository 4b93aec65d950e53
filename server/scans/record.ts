import type { Business, Device } from '../../contract/api.ts'
import { applyAdmission, type Reservation } from '../../contract/reservation.ts'
import {
  judgeScan,
  type Admission,
  type ScanOutcome,
  type ScanRequest,
  type ScanResponse,
} from '../../contract/scan.ts'
import { venueDay } from '../../contract/venue-day.ts'
import { audit, type NewAuditEntry } from '../auth/audit.ts'
import type { Doing, Write } from '../events/log.ts'
import { Refusal } from '../http/refusal.ts'
import { findReservation } from '../reservations/rows.ts'
import { saveReservation } from '../reservations/save.ts'
import { findBusiness } from '../storage/businesses.ts'
import type { TicketKeys } from '../tickets/keys.ts'
import { readCode } from './read-code.ts'
import { appendConflict, isOpenConflict } from './conflicts.ts'
import { findScan, lastAdmission, responseOf, scanOf, type ScanRow } from './rows.ts'

/** A manager's word by PIN: none given, or whether the PIN was right. `no_pin`: the venue has none. */
export type Override = 'none' | 'granted' | 'wrong_pin' | 'no_pin'

export interface ScanCommand extends Doing {
  device: Device
  request: ScanRequest
  override: Override
}

/**
 * Judges a scan and records it, once: the same scanId gets the same verdict again, whatever has happened since.
 * Call it inside `log.write`, so that two requests with one scanId cannot both be the first.
 */
export async function recordScan(
  write: Write,
  keys: TicketKeys,
  command: ScanCommand,
): Promise<ScanResponse> {
  const known = await findScan(write.tx, command.request.scanId)
  if (known && known.business_id !== command.businessId)
    throw new Refusal('forbidden', 'This id is not yours.')
  if (known) return repeat(write, command, known)

  const business = await findBusiness(write.tx, command.businessId)
  const verdict = await judge(write, keys, business, command)
  const { request } = command
  const row: ScanRow = {
    scan_id: request.scanId,
    business_id: command.businessId,
    reservation_id: verdict.reservation?.id ?? null,
    outcome: verdict.outcome,
    reason: verdict.reason ?? null,
    people: request.people,
    scanned_at: request.scannedAt,
    recorded_at: command.now.toISOString(),
    // What the token says, not what the request says: a desk cannot sign for another one.
    device_id: command.device.id,
    device_name: command.device.name,
    desk_outcome: request.deskOutcome ?? null,
    override_reason: request.override?.reason ?? null,
    previous: verdict.previous ? JSON.stringify(verdict.previous) : null,
    undone_at: null,
    undone_by: null,
    decision: null,
    decided_at: null,
    decided_by: null,
  }
  const reservation =
    verdict.reservation && verdict.outcome === 'admitted'
      ? await admit(write, command, verdict.reservation)
      : verdict.reservation
  await write.tx.insertInto('scans').values(row).execute()
  const entry = overrideEntry(command)
  if (entry) await audit(write.tx, entry)
  const happened = { ...(reservation && { reservation }), scan: scanOf(row) }
  await write.append(command, { type: 'qr-scanned', ...happened })
  if (isOpenConflict(row)) await appendConflict(write, command, row, reservation)
  return responseOf(write.tx, row)
}

/** What the audit keeps of a PIN, right or wrong. */
export function overrideEntry(command: ScanCommand): NewAuditEntry | undefined {
  const { businessId, now, actor, request, override } = command
  if (override === 'none') return undefined
  const reason = request.override?.reason
  return {
    businessId,
    now,
    kind: override === 'granted' ? 'override' : 'override_refused',
    actor,
    subject: { id: request.scanId, name: '' },
    ...(reason !== undefined && { reason }),
  }
}

interface Verdict {
  outcome: ScanOutcome
  reason?: string
  reservation?: Reservation
  previous?: Admission
}

async function judge(
  write: Write,
  keys: TicketKeys,
  business: Business,
  command: ScanCommand,
): Promise<Verdict> {
  const { request, override } = command
  const days = daysOf(request, command.now, business)
  const reading = await readCode(write.tx, keys, business, request.code, days)
  if (reading.kind === 'refused') return reading

  const { reservation } = reading
  const plain = judgeScan(reservation, request.people, false)
  const canOverride = plain === 'duplicate' || plain === 'over_capacity'
  if (canOverride && (override === 'wrong_pin' || override === 'no_pin')) {
    return { outcome: 'over_capacity', reason: override, reservation }
  }
  const outcome = judgeScan(reservation, request.people, canOverride && override === 'granted')
  const previous = outcome === 'duplicate' ? await lastAdmission(write.tx, reservation.id) : undefined
  return { outcome, reservation, ...(previous && { previous }) }
}

const dayMs = 86_400_000
/** A desk may have been alone for a long weekend; what is older was stamped by a clock that is wrong. */
const longestAloneMs = 7 * dayMs
/** A desk that waits for the answer asks now: what its clock says beside that is how far it is off. */
const slackMs = 3 * 3_600_000

/** The venue's days on which a scan may have happened. The desk's clock is believed unless it cannot be right. */
function daysOf({ scannedAt, deskOutcome }: ScanRequest, now: Date, business: Business): string[] {
  const at = new Date(scannedAt)
  const agoMs = now.getTime() - at.getTime()
  const isLive = deskOutcome === undefined
  const isFar = agoMs < -dayMs || agoMs > (isLive ? dayMs : longestAloneMs)
  const isNow = agoMs < 0 || (isLive && agoMs <= slackMs)
  const times = isFar ? [now] : isNow ? [at, now] : [at]
  return times.map((time) => venueDay(time, business))
}

async function admit(write: Write, command: ScanCommand, before: Reservation): Promise<Reservation> {
  const reservation = {
    ...applyAdmission(before, command.request.people),
    version: before.version + 1,
    updatedAt: command.now.toISOString(),
  }
  await saveReservation(write.tx, before, reservation)
  return reservation
}

/** A scan that is known. When its first answer was lost, the desk says only now what it told the guest. */
async function repeat(write: Write, command: ScanCommand, known: ScanRow): Promise<ScanResponse> {
  const { deskOutcome } = command.request
  if (deskOutcome !== undefined && known.desk_outcome === null) {
    const row = { ...known, desk_outcome: deskOutcome }
    await write.tx
      .updateTable('scans')
      .set({ desk_outcome: deskOutcome })
      .where('scan_id', '=', known.scan_id)
      .execute()
    if (isOpenConflict(row)) {
      const reservation =
        known.reservation_id === null
          ? undefined
          : await findReservation(write.tx, known.business_id, { id: known.reservation_id })
      await appendConflict(write, command, row, reservation)
    }
  }
  return responseOf(write.tx, known)
}
