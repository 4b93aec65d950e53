import type { DeskReservation, EditConflict } from '../../contract/ipc.ts'
import { baseOf, changesTo, editsOf, fieldOf } from '../../contract/merge.ts'
import type { EditField, FieldConflict, FieldValue } from '../../contract/merge.ts'
import type { EntryOf } from '../store/outbox-entry.ts'
import { needsChoice } from './answers.ts'
import type { Step } from './cache.ts'
import { planUpdate } from './edits.ts'
import type { Making } from './edits.ts'
import type { Model } from './model.ts'
import { Refused } from './refused.ts'

/** Edits of one reservation that wait for the host's choice, as one: of two that change one field, the later one counts. */
export function conflictOf(model: Model, reservationId: string): EditConflict | undefined {
  const row = model.rows.get(reservationId)
  const entries = waiting(model, reservationId)
  const [first] = entries
  if (!row || !first) return undefined
  const fields = new Map<EditField, FieldConflict>()
  for (const { base, changes } of entries) {
    for (const edit of editsOf(base.values, changes)) {
      const known = fields.get(edit.field)
      const theirs = fieldOf(row, edit.field)
      fields.set(edit.field, { ...edit, theirs, base: known ? known.base : edit.base })
    }
  }
  return {
    reservationId,
    name: row.customer.name,
    at: first.createdAt,
    version: row.version,
    fields: [...fields.values()],
  }
}

/**
 * The host has chosen: what is theirs stays, what is mine becomes an edit on top of it.
 * Throws `Refused`: `not_found`, `invalid_transition`, and `precondition_failed` where the row is another now than
 * the one that the host was shown.
 */
export function planChoice(
  model: Model,
  { reservationId, version, mine }: { reservationId: string; version: number; mine: readonly EditField[] },
  making: Making,
): Step<DeskReservation> {
  const conflict = conflictOf(model, reservationId)
  const row = model.rows.get(reservationId)
  const view = model.view(reservationId)
  if (!conflict || !row || !view) throw new Refused('not_found')
  if (row.version !== version) throw new Refused('precondition_failed')
  const values = new Map<EditField, FieldValue>()
  for (const { field, mine: value } of conflict.fields) if (mine.includes(field)) values.set(field, value)
  const entriesDone = waiting(model, reservationId).map(({ id }) => id)
  const changes = changesTo(view, values)
  if (!changes) return { change: { entriesDone }, result: view }
  const { change, result } = planUpdate(
    model,
    { id: reservationId, changes, base: baseOf(view, changes) },
    making,
  )
  return { change: { ...change, entriesDone }, result }
}

function waiting(model: Model, reservationId: string): EntryOf<'update'>[] {
  return model
    .entriesOf(reservationId)
    .filter((entry): entry is EntryOf<'update'> => entry.kind === 'update' && entry.setAside === needsChoice)
}
