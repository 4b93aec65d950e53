import type { Socket } from 'node:net'
import type { Channel, Listener } from './channel.ts'

/** Bytes that may wait for one stream before it is cut. Over a thousand events: who is further behind resumes faster than it drains. */
export const maxWaiting = 1024 * 1024
/** Heartbeats in a row at which something was still waiting, after which the stream is cut. */
const maxStalledBeats = 3
const endWithinMs = 3000

/** Who has a stream open. */
export interface Connection {
  connectionId: string
  businessId: number
  /** `null`: a person's stream, not a desk's. */
  deviceId: string | null
  name: string
  openedAt: Date
}

export interface Subscription extends Connection {
  /** The answer's head, and the frames that come before anything else. */
  opening: string
  /** Everything after this event is sent: the history first, then live. */
  cursor: number
}

/** Who counts the streams. One for all, so that a stream holds no functions of its own. */
export interface Owner {
  closed(subscriber: Subscriber): void
  cut(subscriber: Subscriber, reason: string): void
}

/**
 * One open stream: the history after its cursor, in order, then what is published, each event once.
 *
 * Nothing is queued while the history is sent: it is read on, from memory or from the log, until nothing is left, and the
 * stream joins the live ones in that same turn of the event loop.
 *
 * All of it goes straight to the socket, unchunked (the answer ends with its connection): one buffer, one write.
 */
export class Subscriber implements Connection, Listener {
  readonly connectionId: string
  readonly businessId: number
  readonly deviceId: string | null
  readonly name: string
  readonly openedAt: Date
  /** The number of the last event that was sent. */
  sent: number
  /** In which of the hub's moments it beats. */
  readonly slot: number
  private stalledBeats = 0
  private readonly channel: Channel
  private readonly socket: Socket
  private readonly owner: Owner

  /** Call `begin` next. */
  constructor(channel: Channel, owner: Owner, socket: Socket, subscription: Subscription, slot: number) {
    const { connectionId, businessId, deviceId, name, openedAt, cursor } = subscription
    this.connectionId = connectionId
    this.businessId = businessId
    this.deviceId = deviceId
    this.name = name
    this.openedAt = openedAt
    this.sent = cursor
    this.channel = channel
    this.socket = socket
    this.owner = owner
    this.slot = slot
    // Where the other side has cut it, an 'error' may come first: the HTTP server hears that, and ends what is left.
    socket.once('close', () => {
      this.channel.leave(this)
      this.owner.closed(this)
    })
  }

  /** Bytes that the other side has not taken yet. */
  get waiting(): number {
    return this.socket.writableLength
  }

  get gone(): boolean {
    return this.socket.destroyed || this.socket.writableEnded
  }

  /** Sends the opening and, in the same write, what memory holds of the history. */
  begin(opening: string): void {
    this.socket.cork()
    this.socket.write(opening)
    this.catchUp()
    this.socket.uncork()
  }

  /** Sends what comes after the last event that was sent, then joins the live streams. */
  catchUp(): void {
    for (;;) {
      if (this.gone) return
      const { recent } = this.channel
      // Ahead of memory: another instance wrote it, and this one will hear of it.
      if (this.sent >= recent.last) {
        this.channel.join(this)
        return
      }
      const piece = recent.after(this.sent)
      if (piece === undefined) {
        this.readOn()
        return
      }
      this.sent = piece.last
      if (!this.socket.write(piece.bytes)) {
        this.goOnWhenDrained()
        return
      }
    }
  }

  /** Sends live events, the last of which has this number. */
  send(pieces: readonly Buffer[], last: number): void {
    this.sent = last
    for (const bytes of pieces) this.socket.write(bytes)
    if (this.waiting > maxWaiting) this.cut('it does not drain')
  }

  /** Sends the heartbeat; cuts a stream that takes nothing any more. */
  beat(frame: Buffer): void {
    this.stalledBeats = this.waiting > 0 ? this.stalledBeats + 1 : 0
    if (this.stalledBeats >= maxStalledBeats) this.cut('it has stalled')
    else this.socket.write(frame)
  }

  /** Sends the last frame and ends. Who does not take it in time is not waited for. */
  end(frame: string): void {
    this.channel.leave(this)
    this.socket.end(frame)
    setTimeout(() => this.socket.destroy(), endWithinMs).unref()
  }

  private cut(reason: string): void {
    this.channel.leave(this)
    if (this.socket.destroyed) return
    this.owner.cut(this, reason)
    this.socket.destroy()
  }

  private goOnWhenDrained(): void {
    this.socket.once('drain', () => this.catchUp())
  }

  private readOn(): void {
    this.channel.page(this.sent).then(
      (piece) => {
        if (this.gone) return
        if (piece === undefined) {
          this.cut('the log has lost what it needs')
          return
        }
        this.sent = piece.last
        if (this.socket.write(piece.bytes)) this.catchUp()
        else this.goOnWhenDrained()
      },
      // The answer has begun, so all that can be said is its end: the desk resumes where it was.
      (error: unknown) => this.cut(`the log cannot be read: ${String(error)}`),
    )
  }
}
