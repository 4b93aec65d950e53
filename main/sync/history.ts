import { historyLines } from '../../contract/history.ts'
import type { HistoryEvent, HistoryLine } from '../../contract/history.ts'
import { editsOf } from '../../contract/merge.ts'
import type { OutboxEntry } from '../store/outbox-entry.ts'
import type { Model } from './model.ts'

/** The history of a reservation that this desk kept itself, with its own work that waits on top, newest first. */
export function deskHistory(
  model: Model,
  reservationId: string,
  events: readonly HistoryEvent[],
): HistoryLine[] {
  const device = model.identity?.device
  const name = device?.name ?? ''
  const waiting = model.entriesOf(reservationId).flatMap((entry) => lineOf(entry, name) ?? [])
  return [...waiting.reverse(), ...historyLines(events, device?.id)]
}

function lineOf(entry: OutboxEntry, name: string): HistoryLine | undefined {
  if (entry.setAside !== null) return undefined
  const line = {
    key: entry.id,
    at: entry.createdAt,
    by: { kind: 'device' as const, name },
    own: true,
    pending: true,
    fields: [],
  }
  switch (entry.kind) {
    case 'create':
      return { ...line, kind: 'created' }
    case 'update': {
      const edits = editsOf(entry.base.values, entry.changes)
      return {
        ...line,
        kind: 'changed',
        fields: edits.map(({ field, base, mine }) => ({ field, from: base, to: mine })),
      }
    }
    case 'scan':
      return { ...line, kind: 'scanned', people: entry.people, outcome: entry.deskOutcome }
    case 'undo':
      return { ...line, kind: 'undone', people: entry.people }
  }
}
