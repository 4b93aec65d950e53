import type { Reservation } from '../../contract/reservation.ts'
import type { Model } from '../sync/model.ts'
import type { Seen } from './seen.ts'

/** Of the venue's day, as this desk sees them; in no order. */
export function rowsShown(model: Model): Reservation[] {
  const rows: Reservation[] = []
  for (const row of model.rows.values()) {
    const view = model.entriesOf(row.id).length === 0 ? row : model.view(row.id)
    if (view && model.isShown(view)) rows.push(view)
  }
  for (const entry of model.entries.values()) {
    if (entry.kind !== 'create' || model.rows.has(entry.reservationId)) continue
    const view = model.view(entry.reservationId)
    if (view && model.isShown(view)) rows.push(view)
  }
  return rows
}

/** What of this desk's work the server refused, and what waits to be sent. */
export function outboxSeen(model: Model, asking: ReadonlySet<string>): Pick<Seen, 'refused' | 'waiting'> {
  const refused: { id: string; name: string; at: string }[] = []
  let count = 0
  let since = ''
  for (const { id, name, createdAt, setAside } of model.entries.values()) {
    if (setAside !== null) refused.push({ id, name, at: createdAt })
    else if (!asking.has(id)) {
      count += 1
      if (since === '' || createdAt < since) since = createdAt
    }
  }
  return { refused, waiting: count === 0 ? null : { count, since } }
}
