import { defaultVenueSettings } from '../../contract/settings.ts'
import { isExpected, peopleIn } from '../../contract/party.ts'
import type { Freshness } from '../../contract/ipc.ts'
import type { Panel } from '../../contract/ipc-panel.ts'
import type { Reservation } from '../../contract/reservation.ts'
import { sayFinding } from '../shell/alert-words.ts'
import { stringsFor } from '../shell/strings.ts'
import type { Model } from '../sync/model.ts'
import { clockIn } from './clock.ts'
import { placeOf } from './place.ts'
import { lateAt } from './rules/late.ts'
import type { Presence } from './seen.ts'
import { rowsShown } from './world.ts'

export interface PanelOptions {
  model: Model
  freshness: Freshness
  desks: readonly Presence[] | null
  systemLanguage: string
  now: number
}

/** What the tray and its panel show. Pure. */
export function panelOf({ model, freshness, desks, systemLanguage, now }: PanelOptions): Panel {
  const { identity, settings, alerts } = model
  const strings = stringsFor(settings.language, systemLanguage)
  const clock = clockIn(identity?.business.timeZone ?? 'UTC')
  const lateMinutes = (identity?.settings ?? defaultVenueSettings).thresholds.lateMinutes
  return {
    venue: identity?.business.name ?? null,
    timeZone: identity?.business.timeZone ?? null,
    language: strings.language,
    theme: settings.theme,
    textSize: settings.textSize,
    connection: freshness.connection,
    freshAt: freshness.freshAt,
    evening:
      identity && model.day !== null
        ? { ...eveningOf(rowsShown(model), lateMinutes, now), capacity: identity.business.capacity }
        : null,
    desks: desks && {
      connected: desks.filter(({ connected }) => connected).length,
      offline: desks.filter(({ connected }) => !connected).map(({ deviceId, name }) => ({ deviceId, name })),
    },
    alerts: alerts.latest.map((finding) => ({
      key: finding.key,
      kind: finding.kind,
      at: finding.at,
      ...sayFinding(finding, strings.alerts, clock),
      place: placeOf(finding),
    })),
    unseen: alerts.unseen,
    mutedUntil: settings.mutedUntil,
  }
}

function eveningOf(rows: readonly Reservation[], lateMinutes: number, now: number) {
  const evening = { inside: 0, expected: 0, toCome: 0, late: 0 }
  for (const row of rows) {
    if (!isExpected(row)) continue
    const came = peopleIn(row)
    evening.expected += row.partySize
    if (row.status !== 'completed') {
      evening.inside += came
      evening.toCome += Math.max(0, row.partySize - came)
    }
    const at = lateAt(row, lateMinutes)
    if (at !== null && at <= now) evening.late += 1
  }
  return evening
}
