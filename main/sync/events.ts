import type { DeskEvent } from '../../contract/events.ts'
import { isConflict } from '../../contract/conflict.ts'
import type { Conflict } from '../../contract/conflict.ts'
import type { HistoryEvent } from '../../contract/history.ts'
import type { Activity, Verdict } from '../../contract/ipc.ts'
import { isVip } from '../../contract/tag.ts'
import type { Reservation } from '../../contract/reservation.ts'
import type { Change, Gone } from '../store/protocol.ts'
import { GapError } from '../live/deps.ts'
import type { Applied } from '../alerts/seen.ts'
import type { Model } from './model.ts'
import { judgedAgain, undoneVerdict } from './verdicts.ts'

export interface Digest {
  change: Change
  activity: Activity[]
  /** Those that were news, and how their reservations stood before. */
  applied: Applied[]
  /** The venue changed: its identity has to be asked for again. */
  settingsChanged: boolean
}

/**
 * What events of the log change here: rows, cursor, and the end of the outbox entries that they confirm.
 * Events that were applied before are passed over. Pure. Throws `GapError` where one is missing.
 * @param at When they came, for the age of the data.
 * @param asking Scans of which the host was told nothing yet.
 */
export function digest(
  model: Model,
  events: readonly DeskEvent[],
  at: string,
  asking: ReadonlySet<string>,
): Digest {
  let cursor = model.cursor
  const rows = new Map<string, Reservation>()
  const gone = new Map<string, Gone>()
  const revoked: string[] = []
  const entriesDone = new Set<string>()
  const verdicts = new Map<string, Verdict>()
  const conflicts = new Map(model.conflicts.map((conflict) => [conflict.scan.scanId, conflict]))
  const activity: Activity[] = []
  const history: HistoryEvent[] = []
  const applied: Applied[] = []
  let settingsChanged = false

  const rowOf = (id: string) => (gone.has(id) ? undefined : (rows.get(id) ?? model.rows.get(id)))
  const verdictOf = (scanId: string) => verdicts.get(scanId) ?? model.verdicts.get(scanId)

  function isNews({ id, version }: Reservation): boolean {
    const known = gone.get(id) ?? rows.get(id)
    return known ? version > known.version : model.isNews({ id, version })
  }

  function take(row: Reservation | undefined): void {
    if (!row || !isNews(row)) return
    rows.set(row.id, row)
    gone.delete(row.id)
  }

  function remove(row: Reservation): void {
    if (!isNews(row)) return
    gone.set(row.id, { id: row.id, version: row.version, ticketId: row.ticketId })
    rows.delete(row.id)
  }

  /** Returns whether the host was told something else. */
  function settleScan(event: Extract<DeskEvent, { type: 'qr-scanned' | 'scan-conflict' }>): boolean {
    const { scan } = event
    const entry = model.entries.get(scan.scanId)
    // A server that judged before it knew what the guest was told has to hear it still: the entry is sent again.
    const unheard =
      event.type === 'qr-scanned' &&
      entry?.kind === 'scan' &&
      isConflict(entry.deskOutcome, scan.outcome) &&
      !asking.has(scan.scanId)
    if (entry?.kind === 'scan' && !unheard) entriesDone.add(scan.scanId)
    const verdict = verdictOf(scan.scanId)
    if (!verdict) return false
    const { decision } = scan
    const judged = judgedAgain(verdict, scan.outcome, event.reservation)
    verdicts.set(scan.scanId, decision === undefined ? judged : { ...judged, decision })
    return verdict.outcome !== scan.outcome && !asking.has(scan.scanId)
  }

  function tell(kind: Activity['kind'], event: DeskEvent, before: Reservation | undefined): void {
    const after = 'reservation' in event ? event.reservation : undefined
    const about = after ?? before
    const shown = (after && model.isShown(after)) === true || (before && model.isShown(before)) === true
    // A conflict concerns a guest at the door, also where the ticket names no reservation.
    if (!shown && kind !== 'conflict') return
    const people = 'scan' in event ? event.scan.people : undefined
    activity.push({
      kind,
      ...(about ? { reservationId: about.id, startsAt: about.startsAt, partySize: about.partySize } : {}),
      name: about?.customer.name ?? '',
      ...(people === undefined ? {} : { people }),
      vip: about ? isVip(about) : false,
      own: event.actor.kind === 'device' && event.actor.id === model.identity?.device.id,
      deviceName: event.actor.name,
    })
  }

  /** Keeps it for the reservation's history. What it changed is told by the event before, or by the row before. */
  function record(event: DeskEvent): void {
    if (!('reservation' in event) || !event.reservation) return
    const before = event.type === 'reservation-updated' ? model.rowBefore(event.reservation) : undefined
    history.push({ event, ...(before && { before }) })
  }

  for (const event of events) {
    if (cursor !== null && event.seq <= cursor) continue
    if (cursor === null || event.seq !== cursor + 1) throw new GapError(cursor ?? 0, event.seq)
    cursor = event.seq
    const before = 'reservation' in event && event.reservation ? rowOf(event.reservation.id) : undefined
    record(event)
    applied.push({ event, before })
    switch (event.type) {
      case 'reservation-created':
        take(event.reservation)
        for (const { id, kind } of model.entriesOf(event.reservation.id)) {
          if (kind === 'create') entriesDone.add(id)
        }
        tell('created', event, before)
        break
      case 'reservation-updated': {
        take(event.reservation)
        const cancelled = event.reservation.status === 'cancelled' && before?.status !== 'cancelled'
        tell(cancelled ? 'cancelled' : 'changed', event, before)
        break
      }
      case 'reservation-deleted':
        remove(event.reservation)
        tell('deleted', event, before)
        break
      case 'qr-scanned':
        take(event.reservation)
        if (settleScan(event)) tell('conflict', event, before)
        else if (event.scan.outcome === 'admitted') tell('scanned', event, before)
        break
      case 'scan-undone': {
        take(event.reservation)
        conflicts.delete(event.scan.scanId)
        const verdict = verdictOf(event.scan.scanId)
        if (verdict) verdicts.set(verdict.scanId, undoneVerdict(verdict, event.reservation))
        for (const entry of model.entries.values()) {
          const same = entry.kind === 'undo' ? entry.scanId : entry.kind === 'scan' ? entry.id : undefined
          if (same === event.scan.scanId) entriesDone.add(entry.id)
        }
        tell('undone', event, before)
        break
      }
      case 'scan-conflict': {
        take(event.reservation)
        const { scan, reservation, dispute } = event
        const own = verdictOf(scan.scanId) !== undefined
        const news = settleScan(event)
        const isDecided = scan.decision !== undefined
        if (isDecided) conflicts.delete(scan.scanId)
        else if (dispute)
          conflicts.set(scan.scanId, { scan, ...dispute, ...(reservation && { reservation }) })
        // This desk's own was told when its verdict changed.
        if (!isDecided && (news || !own)) tell('conflict', event, before)
        break
      }
      case 'ticket-revoked':
        take(event.reservation)
        revoked.push(event.ticketId)
        break
      case 'settings-changed':
        settingsChanged = true
        break
    }
  }
  if (cursor === model.cursor) return { change: {}, activity, applied, settingsChanged }
  return {
    change: {
      cursor,
      freshAt: at,
      rows: [...rows.values()],
      gone: [...gone.values()],
      events: history,
      revoked,
      ...(sameKeys(conflicts, model.conflicts) ? {} : { conflicts: [...conflicts.values()] }),
      entriesDone: [...entriesDone],
      verdicts: [...verdicts.values()],
    },
    activity,
    applied,
    settingsChanged,
  }
}

/** Whether they are the same: a conflict is opened once, and never changes before it is decided. */
function sameKeys(map: ReadonlyMap<string, Conflict>, list: readonly Conflict[]): boolean {
  return map.size === list.length && list.every((one) => map.get(one.scan.scanId) === one)
}
