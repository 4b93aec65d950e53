import type { Activity, DeskReservation, ToldPush, ToldState } from '../../contract/ipc.ts'
import type { PairingText } from '../../contract/pairing-text.ts'
import { isShown, shownBounds } from '../../contract/shown-day.ts'
import type { DayBounds } from '../../contract/shown-day.ts'
import type { Desk } from './desk-store.ts'
import { noteChange } from './recent-changes.ts'
import { changeRows, rowsOf } from './rows.ts'
import { withScan } from './scans.ts'

/** What changes in the store by something that main told: a whole push is one change. */
export function applyPush(desk: Desk, push: ToldPush): Partial<Desk> {
  switch (push.kind) {
    case 'state':
      return applyState(push.state)
    case 'rows':
      return { ...applyRows(desk, push.upserts, push.removals), ...heard(desk, push.activity) }
    case 'freshness':
      return { freshness: push.freshness }
    case 'outbox':
      return { outbox: push.outbox }
    case 'conflicts':
      return { conflicts: push.conflicts }
    case 'pairing':
      return offered(desk, push.pairing)
    case 'settings':
      return { settings: push.settings }
    case 'sight':
      return push.sight
    case 'update':
      return { update: push.update }
    // The first is the bridge's to follow, the other is not for this window.
    case 'goto':
    case 'panel':
      return {}
    case 'verdict': {
      const { verdict } = push
      const shown = desk.band?.verdict.scanId === verdict.scanId
      return {
        scans: withScan(desk.scans, verdict),
        // The server may judge otherwise than this desk did alone: the host reads it at once.
        ...(desk.band && shown && { band: { ...desk.band, verdict } }),
      }
    }
  }
}

/** A snapshot in the place of everything that main tells. */
export function applyState(state: ToldState): Partial<Desk> {
  const bounds = shownBounds(state)
  return {
    loaded: true,
    business: state.business,
    device: state.device,
    venue: state.venue,
    day: state.day,
    systemLanguage: state.systemLanguage,
    storeTrouble: state.storeTrouble ?? null,
    bounds,
    ...rowsOf(shownRows(state, bounds)),
    scans: state.scans.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
    outbox: state.outbox,
    conflicts: state.conflicts,
    freshness: state.freshness,
    settings: state.settings,
  }
}

/** A row that says nothing of the outbox is the server's own. */
function shownRows({ reservations }: ToldState, bounds: DayBounds | null): DeskReservation[] {
  const rows = reservations.filter((row) => isShown(row, bounds))
  return rows.map((row) => ({ ...row, pending: row.pending ?? false }))
}

/** A link leads no desk away from its venue that still belongs to one. */
function offered(desk: Desk, offeredPairing: PairingText): Partial<Desk> {
  if (desk.freshness.connection.state !== 'stopped') return {}
  return { offeredPairing, ...(desk.business !== null && { dialog: 'pairing' as const }) }
}

/** The history of the guest who is open may have a new line, though the row is known already. */
function heard({ openGuestId, heardOf }: Desk, activity: readonly Activity[]): Partial<Desk> {
  if (openGuestId === null || !activity.some(({ reservationId }) => reservationId === openGuestId)) return {}
  return { heardOf: new Map([[openGuestId, (heardOf.get(openGuestId) ?? 0) + 1]]) }
}

function applyRows(
  desk: Desk,
  upserts: readonly DeskReservation[],
  removals: readonly string[],
): Partial<Desk> {
  const here: DeskReservation[] = []
  const gone = [...removals]
  for (const row of upserts) {
    if (isShown(row, desk.bounds)) here.push(row)
    else gone.push(row.id)
  }
  for (const row of here) noteChange(desk.byId.get(row.id), row)
  return changeRows(desk, here, gone)
}
