import type { DeskReservation } from '../../contract/ipc.ts'
import { editOnTop } from '../../contract/merge.ts'
import {
  applyAdmission,
  applyChanges,
  applyUndo,
  arrivedAtStart,
  noCodeYet,
} from '../../contract/reservation.ts'
import type { Reservation } from '../../contract/reservation.ts'
import type { EntryOf, OutboxEntry } from '../store/outbox-entry.ts'

/** What stands for the ticket until the server has given it: it is never issued. */
const noTicket = '0'.repeat(24)

/** The reservation that this desk made and the server has not seen. */
export function rowOfCreate({ body, reservationId, createdAt }: EntryOf<'create'>): Reservation {
  return {
    id: reservationId,
    businessId: body.businessId,
    code: noCodeYet,
    ticketId: noTicket,
    customer: body.customer,
    startsAt: body.startsAt,
    partySize: body.partySize,
    arrivedCount: arrivedAtStart(body.status ?? 'confirmed', body.partySize),
    scanCount: 0,
    status: body.status ?? 'confirmed',
    ...(body.table === undefined ? {} : { table: body.table }),
    ...(body.notes === undefined ? {} : { notes: body.notes }),
    tags: body.tags ?? [],
    ...(body.quotedFor === undefined ? {} : { quotedFor: body.quotedFor }),
    version: 1,
    createdAt,
    updatedAt: createdAt,
  }
}

/**
 * The desk's view of one reservation: the server's row with this desk's unconfirmed work laid over it, in order.
 * Confirmed work is in the row and its entry is gone, so nothing is ever rolled back.
 * @param row The server's row; `undefined` where it has none.
 * @param entries The entries of this reservation. Those that were set aside change nothing.
 * @returns `undefined` where there is no such reservation.
 */
export function viewOf(
  row: Reservation | undefined,
  entries: readonly OutboxEntry[],
): DeskReservation | undefined {
  let view = row
  let pending = false
  for (const entry of entries) {
    if (entry.setAside !== null) continue
    const next = layOver(view, entry)
    if (next === view) continue
    view = next
    pending = true
  }
  return view && { ...view, pending }
}

function editedView(view: Reservation, { base, changes }: EntryOf<'update'>): Reservation {
  const left = editOnTop(base.values, changes, view)
  return left ? applyChanges(view, left) : view
}

function layOver(view: Reservation | undefined, entry: OutboxEntry): Reservation | undefined {
  if (entry.kind === 'create') return view ?? rowOfCreate(entry)
  if (!view) return undefined
  switch (entry.kind) {
    case 'update':
      return editedView(view, entry)
    case 'scan':
      return entry.deskOutcome === 'admitted' ? applyAdmission(view, entry.people) : view
    case 'undo':
      return applyUndo(view, entry.people)
  }
}
