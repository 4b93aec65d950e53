import { eventFrame, goodbyeFrame, heartbeatFrame } from './frame.ts'
import type { LoggedEvent } from './log.ts'

/** A stream that hears live events, or that will once it has caught up. */
export interface Listener {
  readonly businessId: number
  deliver(seq: number, frame: Buffer): void
  beat(frame: Buffer): void
  /** Sends the last frame and ends. */
  end(frame: Buffer): void
}

export interface Hub {
  publish(event: LoggedEvent): void
  /** Counts a stream in, so that it is told when the server goes. */
  open(listener: Listener): void
  /** From now on the stream hears live events and heartbeats. */
  join(listener: Listener): void
  leave(listener: Listener): void
  /** The last number that was published; 0 where nothing was since the start. */
  published(businessId: number): number
  /** Ends all streams, and those that open later at once. */
  close(): void
}

/** All streams of this process. `heartbeatMs` apart, a comment goes to each. */
export function createHub(heartbeatMs: number, random: () => number): Hub {
  const open = new Set<Listener>()
  const live = new Map<number, Set<Listener>>()
  const published = new Map<number, number>()
  let closed = false

  const beat = setInterval(() => {
    for (const listeners of live.values()) for (const listener of listeners) listener.beat(heartbeatFrame)
  }, heartbeatMs)

  return {
    publish(event) {
      published.set(event.businessId, event.seq)
      const listeners = live.get(event.businessId)
      if (listeners === undefined || listeners.size === 0) return
      const frame = eventFrame(event)
      for (const listener of listeners) listener.deliver(event.seq, frame)
    },
    open(listener) {
      if (closed) listener.end(goodbyeFrame(random))
      else open.add(listener)
    },
    join(listener) {
      const listeners = live.get(listener.businessId)
      if (listeners) listeners.add(listener)
      else live.set(listener.businessId, new Set([listener]))
    },
    leave(listener) {
      open.delete(listener)
      const listeners = live.get(listener.businessId)
      listeners?.delete(listener)
      if (listeners?.size === 0) live.delete(listener.businessId)
    },
    published: (businessId) => published.get(businessId) ?? 0,
    close() {
      closed = true
      clearInterval(beat)
      for (const listener of [...open]) listener.end(goodbyeFrame(random))
    },
  }
}
