import { isDeepStrictEqual } from 'node:util'
import type { Activity } from '../../contract/ipc.ts'
import { baseOf, changesTo, mergeEdit } from '../../contract/merge.ts'
import { applyChanges, reservationSchema } from '../../contract/reservation.ts'
import { isVip } from '../../contract/tag.ts'
import type { Reservation } from '../../contract/reservation.ts'
import type { ScanRequest, ScanResponse } from '../../contract/scan.ts'
import type { EntryOf, OutboxEntry } from '../store/outbox-entry.ts'
import type { Change } from '../store/protocol.ts'
import type { Model } from './model.ts'
import { answeredVerdict, undoneVerdict } from './verdicts.ts'

export interface Answered {
  change: Change
  activity: Activity[]
}

/** Several answers as one change, in their order. */
export function together(answers: readonly Answered[]): Answered {
  const changes = answers.map(({ change }) => change)
  return {
    change: {
      rows: changes.flatMap(({ rows = [] }) => rows),
      entries: changes.flatMap(({ entries = [] }) => entries),
      entriesDone: changes.flatMap(({ entriesDone = [] }) => entriesDone),
      verdicts: changes.flatMap(({ verdicts = [] }) => verdicts),
    },
    activity: answers.flatMap(({ activity }) => activity),
  }
}

/** An entry is done: the server's row, where it is news, takes the place of what was laid over it. */
export function confirmed(model: Model, entryId: string, row: Reservation | undefined): Answered {
  return {
    change: { entriesDone: [entryId], ...(row && model.isNews(row) ? { rows: [row] } : {}) },
    activity: [],
  }
}

/** The server's verdict on a scan; a conflict where the host was told another one before. */
export function scanAnswered(model: Model, scanId: string, answer: ScanResponse, asked: boolean): Answered {
  const { change, activity } = confirmed(model, scanId, answer.reservation)
  const verdict = model.verdicts.get(scanId)
  if (!verdict) return { change, activity }
  const differs = verdict.provisional && verdict.outcome !== answer.outcome
  // The host waits for this answer and was told nothing yet.
  if (differs && !asked) activity.push(conflict(model, verdict.people, answer.reservation))
  // What the host has taken back in the meantime is sent all the same: it says which of the two verdicts is true.
  return { change: { ...change, verdicts: [answeredVerdict(verdict, answer)] }, activity }
}

export function undoAnswered(model: Model, entry: EntryOf<'undo'>, answer: ScanResponse): Answered {
  const { change, activity } = confirmed(model, entry.id, answer.reservation)
  const verdict = model.verdicts.get(entry.scanId)
  if (verdict) change.verdicts = [undoneVerdict(verdict, answer.reservation)]
  return { change, activity }
}

/** The server will never take an entry: it is put aside with all that makes no sense without it. */
export function setAside(model: Model, entryId: string, code: string): Answered {
  const entry = model.entries.get(entryId)
  // An event has confirmed it in the meantime.
  if (!entry) return { change: {}, activity: [] }
  const entries: OutboxEntry[] = [{ ...entry, setAside: code }]
  for (const other of model.entries.values()) {
    if (other.id === entry.id || other.setAside !== null) continue
    const made = entry.kind === 'create' && other.reservationId === entry.reservationId
    const undoes = entry.kind === 'scan' && other.kind === 'undo' && other.scanId === entry.id
    if (made || undoes) entries.push({ ...other, setAside: code })
  }
  const back = entries.flatMap((aside) => {
    const verdict = aside.kind === 'undo' ? model.verdicts.get(aside.scanId) : undefined
    return verdict ? [{ ...verdict, undone: false }] : []
  })
  return { change: { entries, ...(back.length > 0 ? { verdicts: back } : {}) }, activity: [] }
}

/** 412: the row as it stands at the server, where the answer holds it and it is news. */
export function currentRow(model: Model, current: unknown): Change {
  const row = reservationSchema.safeParse(current)
  return row.success && model.isNews(row.data) ? { rows: [row.data] } : {}
}

/** Whether an edit can be sent as it is: nobody else has changed what it changes, and its base is the row's. */
export function fitsAsItIs(row: Reservation, { changes, base }: EntryOf<'update'>): boolean {
  const merge = mergeEdit(base.values, changes, row)
  return merge.conflicts.length === 0 && isDeepStrictEqual(merge.changes, changes)
}

/**
 * An edit brought on top of the row that somebody else has changed since: what both have changed waits aside for the
 * host's choice, the rest goes on under its own id.
 * @param aside The id of what waits aside, where anything does.
 */
export function rebased(
  entry: EntryOf<'update'>,
  row: Reservation,
  aside: string,
): Pick<Change, 'entries' | 'entriesDone'> {
  const { changes, conflicts } = mergeEdit(entry.base.values, entry.changes, row)
  const entries: OutboxEntry[] = []
  if (changes) {
    const base = { version: row.version, values: baseOf(row, changes) }
    // What the server refused it has not kept, so the key is good for another body.
    entries.push({ ...entry, changes, base, attempts: 0 })
  }
  const theirs = new Map(conflicts.map(({ field, mine }) => [field, mine]))
  const mine = changesTo(row, theirs)
  if (mine) {
    const before = changesTo(row, new Map(conflicts.map(({ field, base }) => [field, base])))
    const values = baseOf(before ? applyChanges(row, before) : row, mine)
    const base = { version: row.version, values }
    entries.push({ ...entry, id: aside, changes: mine, base, setAside: needsChoice })
  }
  return { entries, ...(changes ? {} : { entriesDone: [entry.id] }) }
}

/** Why an edit is set aside that needs the host's choice between its values and somebody else's. */
export const needsChoice = 'needs_choice'

/**
 * A scan as it is sent. Without `deskOutcome` where the host has been told nothing yet. What was dated by a clock that
 * nobody had checked is dated by what is known of it now.
 */
export function scanRequest(
  entry: EntryOf<'scan'>,
  { deviceId, told, clockOffsetMs }: { deviceId: string; told: boolean; clockOffsetMs: number | null },
): ScanRequest {
  const { scannedAt, guessedOffsetMs } = entry
  const byMs = guessedOffsetMs === undefined || clockOffsetMs === null ? 0 : guessedOffsetMs - clockOffsetMs
  return {
    businessId: entry.businessId,
    code: entry.code,
    people: entry.people,
    scanId: entry.id,
    scannedAt: byMs === 0 ? scannedAt : new Date(Date.parse(scannedAt) + byMs).toISOString(),
    deviceId,
    ...(told ? { deskOutcome: entry.deskOutcome } : {}),
  }
}

function conflict(model: Model, people: number, row: Reservation | undefined): Activity {
  return {
    kind: 'conflict',
    ...(row ? { reservationId: row.id, startsAt: row.startsAt, partySize: row.partySize } : {}),
    name: row?.customer.name ?? '',
    people,
    vip: row ? isVip(row) : false,
    own: true,
    deviceName: model.identity?.device.name ?? '',
  }
}
