import type { Socket } from 'node:net'
import type { Database } from '../storage/database.ts'
import { Channel, usualChannelSize, type ChannelSize, type FannedOut } from './channel.ts'
import { goodbyeFrame, heartbeatFrame } from './frame.ts'
import type { LoggedEvent } from './log.ts'
import { Subscriber, type Connection, type Owner, type Subscription } from './subscriber.ts'

/** An open stream, as it stands now. */
export interface ConnectionState extends Connection {
  /** The last event that it was sent. */
  cursor: number
  /** Bytes that it has not taken yet. */
  waiting: number
}

export interface HubFigures {
  /** Streams that were cut because they did not drain, since the start. */
  cut: number
  /** Streams that were refused because their business had too many. */
  refused: number
  /** Events that were published. */
  events: number
}

export interface Hub {
  /** Takes a committed event, in the order of the numbers within its business. One that is known is left out. */
  publish(event: LoggedEvent): void
  /** The last number that this process knows of; 0 where it knows of none. */
  published(businessId: number): number
  /** The businesses that have, or had, a stream here: their events are kept at hand. */
  businesses(): number[]
  /** The live events of a business; reads the end of its log on first use. */
  channel(businessId: number): Promise<Channel>
  /** Whether a stream more may open. A desk that has one already takes its place, so for it there is room. */
  hasRoom(businessId: number, deviceId: string | null, limit: number): boolean
  /** Opens a stream, and ends the one that the same desk had. */
  open(channel: Channel, socket: Socket, subscription: Subscription): void
  /** Who is connected, in a business or in all. */
  connections(businessId?: number): ConnectionState[]
  /** Events up to this one were deleted from the log. */
  forget(businessId: number, through: number): void
  figures(): Readonly<HubFigures>
  /** Is told of each batch that went out. */
  onFannedOut(listener: FannedOut): void
  /** Ends all streams, and those that open later at once. */
  close(): void
}

export interface HubOptions {
  heartbeatMs: number
  random: () => number
  onCut: (connection: ConnectionState, reason: string) => void
  size?: ChannelSize
}

/** Heartbeats are spread over this many moments, so that thousands of streams do not beat at once. */
const beatSlots = 30
const shortestTickMs = 100

/** All streams of this process. `heartbeatMs` apart, a comment goes to each. */
export function createHub(db: Database, options: HubOptions): Hub {
  const { heartbeatMs, random, onCut, size = usualChannelSize } = options
  const channels = new Map<number, Channel>()
  const opening = new Map<number, { channel: Promise<Channel>; missed: LoggedEvent[] }>()
  const published = new Map<number, number>()
  const streams = new Map<number, Set<Subscriber>>()
  const byDevice = new Map<string, Subscriber>()
  const observers: FannedOut[] = []
  const figures: HubFigures = { cut: 0, refused: 0, events: 0 }
  let closed = false

  const slots = Math.max(1, Math.min(beatSlots, Math.floor(heartbeatMs / shortestTickMs)))
  let opened = 0
  let tick = 0
  const beat = setInterval(() => {
    tick = (tick + 1) % slots
    for (const subscribers of streams.values()) {
      for (const subscriber of subscribers) if (subscriber.slot === tick) subscriber.beat(heartbeatFrame)
    }
  }, heartbeatMs / slots)

  const fannedOut: FannedOut = (milliseconds, events, count) => {
    for (const observer of observers) observer(milliseconds, events, count)
  }

  async function openChannel(businessId: number, missed: LoggedEvent[]): Promise<Channel> {
    try {
      const channel = await Channel.open(db, businessId, size, fannedOut)
      channels.set(businessId, channel)
      for (const event of missed) channel.publish(event)
      return channel
    } finally {
      opening.delete(businessId)
    }
  }

  function remove(subscriber: Subscriber): void {
    const { businessId, deviceId } = subscriber
    const others = streams.get(businessId)
    others?.delete(subscriber)
    if (others?.size === 0) streams.delete(businessId)
    if (deviceId !== null && byDevice.get(deviceId) === subscriber) byDevice.delete(deviceId)
  }

  const owner: Owner = {
    closed: remove,
    cut(subscriber, reason) {
      figures.cut += 1
      onCut(stateOf(subscriber), reason)
    },
  }

  return {
    publish(event) {
      figures.events += 1
      published.set(event.businessId, event.seq)
      channels.get(event.businessId)?.publish(event)
      opening.get(event.businessId)?.missed.push(event)
    },
    published: (businessId) =>
      Math.max(published.get(businessId) ?? 0, channels.get(businessId)?.recent.last ?? 0),
    businesses: () => [...channels.keys()],
    channel(businessId) {
      const known = channels.get(businessId)
      if (known) return Promise.resolve(known)
      const under = opening.get(businessId)
      if (under) return under.channel
      const missed: LoggedEvent[] = []
      const channel = openChannel(businessId, missed)
      opening.set(businessId, { channel, missed })
      return channel
    },
    hasRoom(businessId, deviceId, limit) {
      const own = deviceId !== null && byDevice.has(deviceId) ? 1 : 0
      const has = (streams.get(businessId)?.size ?? 0) - own < limit
      if (!has) figures.refused += 1
      return has
    },
    open(channel, socket, subscription) {
      const { businessId, deviceId } = subscription
      const before = deviceId === null ? undefined : byDevice.get(deviceId)
      if (before) {
        remove(before)
        before.end(': another stream of this desk has taken its place\n\n')
      }
      opened += 1
      const subscriber = new Subscriber(channel, owner, socket, subscription, opened % slots)
      if (closed) {
        subscriber.end(subscription.opening + goodbyeFrame(random))
        return
      }
      const others = streams.get(businessId)
      if (others) others.add(subscriber)
      else streams.set(businessId, new Set([subscriber]))
      if (deviceId !== null) byDevice.set(deviceId, subscriber)
      subscriber.begin(subscription.opening)
    },
    connections(businessId) {
      const chosen = businessId === undefined ? [...streams.values()] : [streams.get(businessId) ?? []]
      return chosen.flatMap((subscribers) => Array.from(subscribers, stateOf))
    },
    forget: (businessId, through) => channels.get(businessId)?.forget(through),
    figures: () => figures,
    onFannedOut: (observer) => observers.push(observer),
    close() {
      closed = true
      clearInterval(beat)
      for (const subscribers of [...streams.values()]) {
        for (const subscriber of [...subscribers]) subscriber.end(goodbyeFrame(random))
      }
    },
  }
}

function stateOf(subscriber: Subscriber): ConnectionState {
  const { connectionId, businessId, deviceId, name, openedAt, sent, waiting } = subscriber
  return { connectionId, businessId, deviceId, name, openedAt, cursor: sent, waiting }
}
