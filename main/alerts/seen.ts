import type { AlertKind, AlertSettings } from '../../contract/alerts.ts'
import type { ConnectionState } from '../../contract/connection.ts'
import type { DeskEvent } from '../../contract/events.ts'
import { peopleIn } from '../../contract/party.ts'
import type { Reservation } from '../../contract/reservation.ts'
import { defaultVenueSettings } from '../../contract/settings.ts'
import type { VenueSettings } from '../../contract/settings.ts'
import type { Run } from './memory.ts'
import type { Finding } from './finding.ts'

/** From where on an alert is given, with the venue's word where this desk has none of its own. */
export interface Thresholds {
  people: number
  lateMinutes: number
  percent: number
  inARow: number
  deskMinutes: number
  unsentMinutes: number
  troubleMinutes: number
}

export function thresholdsOf(alerts: AlertSettings, venue: VenueSettings | undefined): Thresholds {
  const venues = (venue ?? defaultVenueSettings).thresholds
  return {
    people: alerts.largeParty.people ?? venues.largeParty,
    lateMinutes: alerts.late.minutes ?? venues.lateMinutes,
    percent: alerts.full.percent ?? venues.fullPercent,
    inARow: alerts.refusals.inARow ?? venues.refusedInARow,
    deskMinutes: alerts.deskOffline.minutes ?? venues.deskOfflineMinutes,
    unsentMinutes: alerts.unsent.minutes,
    troubleMinutes: alerts.trouble.minutes,
  }
}

/** An event of the log, and how its reservation stood before. */
export interface Applied {
  event: DeskEvent
  before: Reservation | undefined
}

/** What a rule about an event may look at. */
export interface Heard extends Applied {
  thresholds: Thresholds
  /** What this desk did itself is no news to whoever sits at it. */
  own: boolean
  /** The refused scans in a row at the event's desk, with this one. */
  run: Run | undefined
}

/** Says whether an event is worth telling. */
export type EventRule = (heard: Heard) => Finding | undefined

/** A desk of the venue. `missingSince`: it was connected while we looked, and is not any more. */
export interface Presence {
  deviceId: string
  name: string
  connected: boolean
  missingSince: number | null
  /** When the server was asked for this. */
  askedAt: number
  /** What the server refused of its work, as it says itself. */
  setAside: number
}

/** How things stand, for the rules about what lasts. Times in milliseconds. */
export interface Seen {
  now: number
  thresholds: Thresholds
  /** Whether the rows are what the server has. */
  fresh: boolean
  /** Of the venue's day. */
  rows: readonly Reservation[]
  capacity: number | null
  /** When the last event happened that was heard in this run. */
  lastEventAt: number | null
  desks: readonly Presence[]
  refused: readonly { id: string; name: string; at: string }[]
  waiting: { count: number; since: string } | null
  connection: ConnectionState
  /** Since when the server has not been heard; `null` while it is. */
  downSince: number | null
}

/** Says what is worth telling of how things stand, and when something that was told is over. */
export interface StateRule {
  kind: AlertKind
  find: (seen: Seen) => Finding[]
  /** Whether what was told under this key has ended, so that it may be told again. Absent: never. */
  isOver?: (key: string, seen: Seen) => boolean
}

/** Whether the first of a party came in by this event, by a scan or by a host's word. */
export function cameIn({ event, before }: Applied): boolean {
  if (event.type === 'qr-scanned') {
    if (event.scan.outcome !== 'admitted') return false
    return !before || peopleIn(before) === 0
  }
  if (event.type === 'reservation-created') return peopleIn(event.reservation) > 0
  if (event.type !== 'reservation-updated' || !before) return false
  return peopleIn(before) === 0 && peopleIn(event.reservation) > 0
}

export const minuteMs = 60_000
export const iso = (at: number): string => new Date(at).toISOString()
