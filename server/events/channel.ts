import type { Database } from '../storage/database.ts'
import { eventFrame } from './frame.ts'
import { eventsAfter, lastSeq, type LoggedEvent } from './log.ts'
import { Recent, type Piece, type RecentSize } from './recent.ts'

/** Sizes that tests make small, so that few events reach every path. */
export interface ChannelSize {
  recent?: RecentSize
  /** Events that are read from the log at once. */
  page: number
  /** Events of the log that are taken into memory when the first stream of a business opens. */
  tail: number
}

export const usualChannelSize: ChannelSize = { page: 200, tail: 500 }

/** A stream, as its channel sees it. */
export interface Listener {
  /** The number of the last event that it was sent. */
  readonly sent: number
  /** Sends live events, the last of which has this number. */
  send(pieces: readonly Buffer[], last: number): void
  /** Sends what comes after the last event that it was sent, then joins. */
  catchUp(): void
}

/** What is told of each batch that has gone out to the streams of a business. */
export type FannedOut = (milliseconds: number, events: number, streams: number) => void

/** Pages of the log that are kept for others who come from the same place; after a restart, that is every desk. */
const keptPages = 8

/** The live events of one business: the recent ones in memory, and who hears the next. */
export class Channel {
  readonly recent: Recent
  /** The last event that has gone out to those who hear live. */
  private flushed: number
  private readonly live = new Set<Listener>()
  private scheduledAt: number | null = null
  private readonly pages = new Map<number, Promise<Piece | undefined>>()
  private readonly db: Database
  private readonly businessId: number
  private readonly size: ChannelSize
  private readonly fannedOut: FannedOut

  private constructor(
    db: Database,
    businessId: number,
    recent: Recent,
    size: ChannelSize,
    fannedOut: FannedOut,
  ) {
    this.db = db
    this.businessId = businessId
    this.recent = recent
    this.flushed = recent.last
    this.size = size
    this.fannedOut = fannedOut
  }

  /** Reads the end of the log into memory: after a restart all desks come back, most of them having missed nothing or little. */
  static async open(
    db: Database,
    businessId: number,
    size: ChannelSize,
    fannedOut: FannedOut,
  ): Promise<Channel> {
    const last = await lastSeq(db, businessId)
    const tail = await eventsAfter(db, businessId, Math.max(0, last - size.tail), size.tail)
    const before = (tail[0]?.seq ?? last + 1) - 1
    const recent = new Recent(before, size.recent)
    for (const event of tail) recent.append(event.seq, eventFrame(event))
    return new Channel(db, businessId, recent, size, fannedOut)
  }

  /** Takes a committed event. It goes out at the end of this turn of the event loop, together with the others of the turn. */
  publish(event: LoggedEvent): void {
    if (event.seq <= this.recent.last) return
    this.recent.append(event.seq, eventFrame(event))
    if (this.scheduledAt !== null) return
    this.scheduledAt = performance.now()
    setImmediate(() => this.flush())
  }

  /** From now on the stream, which has been sent everything that is here, hears live events. */
  join(listener: Listener): void {
    this.live.add(listener)
  }

  leave(listener: Listener): void {
    this.live.delete(listener)
  }

  /** How many hear live. */
  get listening(): number {
    return this.live.size
  }

  /** The next events of the log after a cursor that memory does not reach back to; undefined where the log has lost the next one. */
  page(cursor: number): Promise<Piece | undefined> {
    const known = this.pages.get(cursor)
    if (known) return known
    const page = this.readPage(cursor)
    this.pages.set(cursor, page)
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= keptPages) break
      this.pages.delete(oldest)
    }
    const drop = (): void => {
      if (this.pages.get(cursor) === page) this.pages.delete(cursor)
    }
    // A page that is not full may be longer the next time. A failure is told to whoever waits for it.
    page.then((piece) => {
      if (piece === undefined || piece.last < cursor + this.size.page) drop()
    }, drop)
    return page
  }

  /** Forgets what the log no longer holds. */
  forget(through: number): void {
    this.recent.forget(through)
    this.pages.clear()
  }

  private async readPage(cursor: number): Promise<Piece | undefined> {
    const events = await eventsAfter(this.db, this.businessId, cursor, this.size.page)
    const last = events.at(-1)
    // With a gap, what came next was deleted for its age.
    if (last === undefined || events[0]?.seq !== cursor + 1) return undefined
    return { bytes: Buffer.from(events.map(eventFrame).join('')), last: last.seq }
  }

  private flush(): void {
    const from = this.flushed
    const pieces = this.piecesAfter(from)
    const { last } = this.recent
    this.flushed = last
    const streams = this.live.size
    for (const listener of this.live) {
      // Nearly all are exactly here; one that has just caught up may be ahead, and after a gap all are behind.
      if (listener.sent === from && pieces.length > 0) listener.send(pieces, last)
      else if (listener.sent < last) {
        this.live.delete(listener)
        listener.catchUp()
      }
    }
    const since = this.scheduledAt
    this.scheduledAt = null
    if (since !== null) this.fannedOut(performance.now() - since, last - from, streams)
  }

  private piecesAfter(cursor: number): Buffer[] {
    const pieces: Buffer[] = []
    for (let piece = this.recent.after(cursor); piece !== undefined; piece = this.recent.after(piece.last)) {
      pieces.push(piece.bytes)
    }
    return pieces
  }
}
