import { z } from 'zod'
import {
  changesResponseSchema,
  historyResponseSchema,
  deviceSchema,
  healthSchema,
  identitySchema,
  listResponseSchema,
  pairRequestSchema,
  pairResponseSchema,
  revokedTicketsSchema,
  scanBatchResponseSchema,
} from '../../contract/api.ts'
import type { ChangesResponse, Device, Health, Identity, ListResponse } from '../../contract/api.ts'
import { conflictsSchema, decideConflictSchema } from '../../contract/conflict.ts'
import { deviceChangesSchema } from '../../contract/identity.ts'
import { deskReportSchema } from '../../contract/presence.ts'
import type { DeskReport } from '../../contract/presence.ts'
import {
  newReservationSchema,
  reservationChangesSchema,
  reservationSchema,
} from '../../contract/reservation.ts'
import type { NewReservation, Reservation, ReservationChanges } from '../../contract/reservation.ts'
import { scanBatchRequestSchema, scanRequestSchema, scanResponseSchema } from '../../contract/scan.ts'
import type { ConflictDecision, ScanRequest, ScanResponse } from '../../contract/scan.ts'
import { createCall, defaultTimeoutMs } from './call.ts'
import type { ApiOptions } from './call.ts'
import { HttpProblem } from './errors.ts'
import { send, sendForText } from './request.ts'

export { BadAnswerError, HttpProblem, NetworkError } from './errors.ts'
export type { ApiOptions } from './call.ts'

export type ScanBatchResponse = z.infer<typeof scanBatchResponseSchema>
export type HistoryResponse = z.infer<typeof historyResponseSchema>
export type PairResponse = z.infer<typeof pairResponseSchema>

/**
 * The only place that speaks HTTP request and response (the stream is live/event-stream).
 * Every method throws HttpProblem where the server answered no, NetworkError where there was no usable answer,
 * and a ZodError where this desk was about to send what the contract forbids.
 */
export interface Api {
  /** Who this desk is, where it stands, and the keys that verify tickets. */
  identity(): Promise<Identity>
  /**
   * The reservations of the venue's day `YYYY-MM-DD`, by default the one that it is there now, with what is known of
   * their guests from before.
   */
  list(businessId: number, day?: string): Promise<ListResponse>
  /** A page of the log after `since`, which is of the log `epoch`. */
  changes(businessId: number, since: number, epoch: string | null): Promise<ChangesResponse>
  create(body: NewReservation, key: string): Promise<Reservation>
  /** Sends the changed fields only. 412 where `version` is not the row's any more; `problem.current` is the row. */
  update(
    id: string,
    changes: ReservationChanges,
    options: { key: string; version: number },
  ): Promise<Reservation>
  remove(id: string, options: { key: string; version: number }): Promise<void>
  /** A page of all that has happened to a reservation, after an event. For managers. */
  history(id: string, since: number): Promise<HistoryResponse>
  /** Scans on which desk and server disagree, and nobody has decided. */
  conflicts(businessId: number): Promise<z.infer<typeof conflictsSchema>>
  /** 409 where somebody else has decided otherwise. */
  decideConflict(scanId: string, decision: ConflictDecision): Promise<void>
  /** Tickets that are refused though their day has not passed. */
  revokedTickets(): Promise<z.infer<typeof revokedTicketsSchema>>
  /** Another ticket for a reservation: the one before is refused from then on. */
  newTicket(id: string, key: string): Promise<Reservation>
  /** The guest's QR code as an SVG document. */
  ticketSvg(id: string): Promise<string>
  /** A refused scan is an answer with its outcome, not an error. */
  scan(request: ScanRequest, options: { timeoutMs: number }): Promise<ScanResponse>
  /** One result an entry, in order. At most `maxBatch` entries. */
  scanBatch(businessId: number, scans: ScanRequest[]): Promise<ScanBatchResponse>
  undo(scanId: string, key: string): Promise<ScanResponse>
  /** Gives this desk another name. */
  rename(name: string): Promise<Device>
  /** Resolves where this is the manager's PIN. */
  checkPin(pin: string): Promise<void>
  health(): Promise<Health>
  /** Says how this desk is. */
  report(report: DeskReport): Promise<void>
}

/** An earlier server keeps no such list: it does not know the address, or knows it as that of something else. */
async function unlessEarlier<T>(asked: Promise<T>, none: T): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof HttpProblem && (error.status === 404 || error.status === 405)) return none
    throw error
  }
}

/** A desk's view of one server, for one token. */
export function createApi(options: ApiOptions): Api {
  const call = createCall(options)
  const keyed = (key: string) => ({ 'Idempotency-Key': key })
  const versioned = ({ key, version }: { key: string; version: number }) => ({
    ...keyed(key),
    'If-Match': `"${version}"`,
  })
  const row = (id: string) => `api/reservas/${encodeURIComponent(id)}`

  return {
    identity: () => call('GET', 'api/devices/me', identitySchema),
    list: (businessId, day) =>
      call('GET', 'api/reservas', listResponseSchema, {
        query: { businessId, date: day, include: 'clients' },
      }),
    changes: (businessId, since, epoch) =>
      call('GET', 'api/reservas/changes', changesResponseSchema, {
        query: { businessId, since, epoch: epoch ?? undefined },
      }),
    create: async (body, key) =>
      call('POST', 'api/reservas', reservationSchema, {
        body: newReservationSchema.parse(body),
        headers: keyed(key),
      }),
    update: async (id, changes, options) =>
      call('PUT', row(id), reservationSchema, {
        body: reservationChangesSchema.parse(changes),
        headers: versioned(options),
      }),
    remove: async (id, options) => {
      await call('DELETE', row(id), z.unknown(), { headers: versioned(options) })
    },
    history: (id, since) => call('GET', `${row(id)}/history`, historyResponseSchema, { query: { since } }),
    conflicts: (businessId) =>
      unlessEarlier(call('GET', 'api/reservas/conflicts', conflictsSchema, { query: { businessId } }), {
        conflicts: [],
        cursor: 0,
      }),
    decideConflict: async (scanId, decision) => {
      await call('POST', `api/reservas/conflicts/${encodeURIComponent(scanId)}`, z.unknown(), {
        body: decideConflictSchema.parse({ decision }),
      })
    },
    revokedTickets: () =>
      unlessEarlier(call('GET', 'api/tickets/revoked', revokedTicketsSchema), { revoked: [], cursor: 0 }),
    newTicket: (id, key) => call('POST', `${row(id)}/ticket`, reservationSchema, { headers: keyed(key) }),
    ticketSvg: (id) =>
      sendForText({
        ...options,
        timeoutMs: defaultTimeoutMs,
        method: 'GET',
        path: `${row(id)}/qr.svg`,
        headers: { Accept: 'image/svg+xml, application/problem+json' },
      }),
    scan: async (request, { timeoutMs }) =>
      call('POST', 'api/reservas/qr-scan', scanResponseSchema, {
        body: scanRequestSchema.parse(request),
        timeoutMs,
      }),
    scanBatch: async (businessId, scans) =>
      call('POST', 'api/reservas/qr-scan/batch', scanBatchResponseSchema, {
        body: scanBatchRequestSchema.parse({ businessId, scans }),
      }),
    undo: (scanId, key) =>
      call('POST', `api/reservas/qr-scan/${encodeURIComponent(scanId)}/undo`, scanResponseSchema, {
        headers: keyed(key),
      }),
    rename: (name) =>
      call('PUT', 'api/devices/me', deviceSchema, { body: deviceChangesSchema.parse({ name }) }),
    checkPin: async (pin) => {
      await call('POST', 'api/admin/pin/check', z.unknown(), { body: { pin } })
    },
    health: () => call('GET', 'healthz', healthSchema, { timeoutMs: 3_000 }),
    report: async (report) => {
      await call('POST', 'api/devices/me/report', z.unknown(), { body: deskReportSchema.parse(report) })
    },
  }
}

/**
 * Trades a pairing code for this desk's token. The code may be typed with spaces and in lower case.
 * Throws as Api's methods do; `pairing_code_invalid` where the code is unknown, used or too old.
 */
export async function pair(
  server: string,
  request: { code: string; name: string },
  fetch: ApiOptions['fetch'],
): Promise<PairResponse> {
  return send(
    {
      server,
      fetch,
      method: 'POST',
      path: 'api/devices/pair',
      body: pairRequestSchema.parse(request),
      timeoutMs: defaultTimeoutMs,
    },
    pairResponseSchema,
  )
}
