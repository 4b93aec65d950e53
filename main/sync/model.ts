import { isDeepStrictEqual } from 'node:util'
import type { Identity } from '../../contract/api.ts'
import type { Conflict } from '../../contract/conflict.ts'
import { defaultSettings } from '../../contract/ipc.ts'
import type { DeskReservation, Settings, Verdict } from '../../contract/ipc.ts'
import type { JsonOf } from '../../contract/json.ts'
import type { Reservation } from '../../contract/reservation.ts'
import { isShown, shownBounds } from '../../contract/shown-day.ts'
import type { DayBounds } from '../../contract/shown-day.ts'
import { venueDay } from '../../contract/venue-day.ts'
import { noMemory } from '../alerts/memory.ts'
import type { AlertMemory } from '../alerts/memory.ts'
import type { OutboxEntry } from '../store/outbox-entry.ts'
import { goneLength, scanLogLength } from '../store/protocol.ts'
import type { Change, Gone, Loaded } from '../store/protocol.ts'
import { keepNewest } from './keep-newest.ts'
import { Rows } from './rows.ts'
import { viewOf } from './view.ts'

/**
 * What the store's file holds, in main's memory: a scan is judged without a wait for the disk.
 * It changes only by `apply`, with the very change that the store has committed.
 */
export class Model {
  identity: Identity | null = null
  settings: Settings = defaultSettings
  /** What the alerts have told and have yet to tell. */
  alerts: AlertMemory = noMemory
  /** The last `seq` that was applied; `null`: a snapshot is needed. */
  cursor: number | null = null
  /** Of the log that the cursor is of. */
  epoch: string | null = null
  /** When the server last confirmed what is here. */
  freshAt: string | null = null
  /** The venue's day that is shown. */
  day: string | null = null
  private bounds: DayBounds | null = null
  readonly rows = new Rows()
  readonly gone = new Map<string, Gone>()
  readonly revoked = new Set<string>()
  /** Scans on which desk and server disagree, and nobody has decided. */
  conflicts: readonly Conflict[] = []
  /** How far this computer's clock was ahead of the server's when it was last heard. */
  clockOffsetMs = 0
  /** In the order in which they are sent. */
  readonly entries = new Map<string, OutboxEntry>()
  /** Oldest first. */
  readonly verdicts = new Map<string, Verdict>()
  /** The entries of each reservation, in the order in which they are sent. */
  private readonly byReservation = new Map<string, Map<string, OutboxEntry>>()
  /** Rows that an answer has replaced before its event came: the event's line in the history begins from them. */
  private readonly overtaken = new Map<string, Reservation>()

  /** Takes the file's content in place of its own. */
  reset(loaded: Loaded, rows: JsonOf<Reservation[]>): void {
    this.identity = null
    this.settings = loaded.settings ?? defaultSettings
    this.alerts = loaded.alerts ?? noMemory
    this.cursor = loaded.cursor
    this.epoch = loaded.epoch
    this.freshAt = null
    this.conflicts = loaded.conflicts
    this.clockOffsetMs = loaded.clockOffsetMs
    for (const part of [this.revoked, this.entries, this.verdicts, this.byReservation]) part.clear()
    this.apply({
      replaceRows: true,
      ...(loaded.identity ? { identity: loaded.identity } : {}),
      ...(loaded.freshAt === null ? {} : { freshAt: loaded.freshAt }),
      gone: loaded.gone,
      revoked: loaded.revoked,
      entries: loaded.entries,
      verdicts: loaded.verdicts.toReversed(),
    })
    this.rows.begin(rows)
  }

  /** All of it, as one change for an empty file. Histories are not kept here, and begin anew. */
  everything(): Change {
    return {
      ...(this.identity ? { identity: this.identity } : {}),
      settings: this.settings,
      alerts: this.alerts,
      cursor: this.cursor,
      epoch: this.epoch,
      ...(this.freshAt === null ? {} : { freshAt: this.freshAt }),
      replaceRows: true,
      rows: [...this.rows.values()],
      gone: [...this.gone.values()],
      revoked: [...this.revoked],
      conflicts: [...this.conflicts],
      clockOffsetMs: this.clockOffsetMs,
      entries: [...this.entries.values()],
      verdicts: [...this.verdicts.values()],
    }
  }

  /** Does what the store did with the same change. Returns the reservations whose view may be another now. */
  apply(change: Change): Set<string> {
    const touched = new Set<string>()
    if (change.clear) this.clear()
    if (change.settings) this.settings = change.settings
    if (change.alerts) this.alerts = change.alerts
    if (change.cursor !== undefined) this.cursor = change.cursor
    if (change.epoch !== undefined) this.epoch = change.epoch
    if (change.freshAt !== undefined) this.freshAt = change.freshAt
    if (change.identity) this.identity = change.identity
    if (change.conflicts) this.conflicts = change.conflicts
    if (change.clockOffsetMs !== undefined) this.clockOffsetMs = change.clockOffsetMs
    if (change.replaceRows) this.clearRows()
    const answered = change.cursor === undefined && !change.replaceRows
    for (const row of change.rows ?? []) {
      const before = this.rows.get(row.id)
      if (answered && before && !this.overtaken.has(row.id)) this.overtaken.set(row.id, before)
      this.gone.delete(row.id)
      this.rows.put(row)
      touched.add(row.id)
    }
    for (const gone of change.gone ?? []) {
      this.rows.drop(gone.id)
      this.gone.set(gone.id, gone)
      touched.add(gone.id)
    }
    keepNewest(this.gone, goneLength)
    for (const { event } of change.events ?? []) {
      if ('reservation' in event && event.reservation) this.overtaken.delete(event.reservation.id)
    }
    if (change.replaceRows && change.revoked) this.revoked.clear()
    for (const ticketId of change.revoked ?? []) this.revoked.add(ticketId)
    this.applyEntries(change, touched)
    for (const verdict of change.verdicts ?? []) this.verdicts.set(verdict.scanId, verdict)
    keepNewest(this.verdicts, scanLogLength)
    if (change.forget) this.forget(change.forget)
    return touched
  }

  private applyEntries({ entries = [], entriesDone = [] }: Change, touched: Set<string>): void {
    if (entries.length === 0 && entriesDone.length === 0) return
    const touch = (entry: OutboxEntry | undefined) => {
      if (entry?.reservationId !== undefined) touched.add(entry.reservationId)
    }
    for (const entry of entries) {
      this.dropFromReservation(this.entries.get(entry.id), entry.reservationId)
      this.entries.set(entry.id, entry)
      touch(entry)
      if (entry.reservationId === undefined) continue
      const list = this.byReservation.get(entry.reservationId)
      // A known one is changed where it is.
      if (list) list.set(entry.id, entry)
      else this.byReservation.set(entry.reservationId, new Map([[entry.id, entry]]))
    }
    for (const id of entriesDone) {
      const entry = this.entries.get(id)
      touch(entry)
      this.dropFromReservation(entry, undefined)
      this.entries.delete(id)
    }
  }

  /** An entry leaves its reservation, unless it stays with it. */
  private dropFromReservation(entry: OutboxEntry | undefined, staysWith: string | undefined): void {
    if (entry?.reservationId === undefined || entry.reservationId === staysWith) return
    const list = this.byReservation.get(entry.reservationId)
    list?.delete(entry.id)
    if (list?.size === 0) this.byReservation.delete(entry.reservationId)
  }

  /** No window is told which: all of them get the whole state anew. */
  private forget({ rows, verdicts }: NonNullable<Change['forget']>): void {
    for (const id of rows) {
      this.rows.drop(id)
      this.overtaken.delete(id)
    }
    for (const id of verdicts) this.verdicts.delete(id)
  }

  private clear(): void {
    this.identity = null
    this.alerts = noMemory
    this.cursor = null
    this.epoch = null
    this.freshAt = null
    this.day = null
    this.bounds = null
    this.conflicts = []
    this.clearRows()
    this.revoked.clear()
    this.verdicts.clear()
  }

  private clearRows(): void {
    for (const part of [this.rows, this.gone, this.overtaken]) part.clear()
  }

  entriesOf(reservationId: string): readonly OutboxEntry[] {
    return [...(this.byReservation.get(reservationId)?.values() ?? [])]
  }

  /** The reservation as this desk sees it, of whatever day. */
  view(id: string): DeskReservation | undefined {
    return viewOf(this.rows.get(id), this.entriesOf(id))
  }

  viewByTicket(ticketId: string): DeskReservation | undefined {
    const id = this.rows.idOfTicket(ticketId)
    return id === undefined ? undefined : this.view(id)
  }

  viewByCode(code: string): DeskReservation | undefined {
    const id = this.rows.idOfCode(code)
    return id === undefined ? undefined : this.view(id)
  }

  isGoneTicket(ticketId: string): boolean {
    for (const gone of this.gone.values()) if (gone.ticketId === ticketId) return true
    return false
  }

  /** Whether the server's row is newer than what is here, and of something that was not deleted since. */
  isNews(row: Pick<Reservation, 'id' | 'version'>): boolean {
    const known = this.rows.get(row.id) ?? this.gone.get(row.id)
    return !known || row.version > known.version
  }

  /** The row from which an event made this version, where this desk still knows it. */
  rowBefore({ id, version }: Pick<Reservation, 'id' | 'version'>): Reservation | undefined {
    return [this.overtaken.get(id), this.rows.get(id)].find((row) => row?.version === version - 1)
  }

  /** Shows the venue's day of an instant (milliseconds). Returns whether that is another day than before. */
  turnTo(now: number): boolean {
    const venue = this.identity?.business
    if (!venue || (this.cursor === null && this.rows.size === 0)) return false
    const day = venueDay(now, venue)
    const bounds = shownBounds({ business: venue, day })
    if (day === this.day && isDeepStrictEqual(bounds, this.bounds)) return false
    this.day = day
    this.bounds = bounds
    return true
  }

  /** When the day that is shown ends, in milliseconds; `null` before there is one. */
  dayEnd(): number | null {
    return this.bounds && Date.parse(this.bounds.to)
  }

  isShown(reservation: Pick<Reservation, 'startsAt'>): boolean {
    return isShown(reservation, this.bounds)
  }

  /**
   * Everything of the day that is shown, and it may be of others too, as text; `null` where the rows have changed since
   * the file was read, or something of this desk's lies over them.
   */
  shownText(): JsonOf<Reservation[]> | null {
    return this.day === null || this.byReservation.size > 0 ? null : this.rows.text
  }

  /** Everything of the day that is shown, by time. */
  shown(): DeskReservation[] {
    const ids = new Set([...this.rows.keys(), ...this.byReservation.keys()])
    const views: DeskReservation[] = []
    for (const id of ids) {
      const view = this.view(id)
      if (view && this.isShown(view)) views.push(view)
    }
    return views.sort((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0))
  }
}
