import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Database } from '../storage/database.ts'
import { eventFrame } from './frame.ts'
import type { Hub, Listener } from './hub.ts'
import { eventsAfter } from './log.ts'

/** Bytes that may wait for one stream before it is cut. About a thousand events: who is further behind resumes faster than it drains. */
export const maxWaiting = 1024 * 1024
const pageSize = 200

export interface Subscription {
  businessId: number
  response: ServerResponse
  /** Frames that come before anything else. */
  opening: Buffer
  /** Everything after this event is sent, first from the log, then live. */
  cursor: number
  /** A stream whose page of history has not drained in this time is cut. */
  drainMs: number
  onCut: (reason: string) => void
}

/**
 * Sends the history after `cursor`, in order, then what is published, each event once.
 *
 * Nothing is queued while the history is sent: the log is read on until it has caught up with what was published,
 * and the stream joins in that same turn of the event loop. Resolves when the stream is live or gone.
 */
export async function subscribe(db: Database, hub: Hub, subscription: Subscription): Promise<void> {
  const { businessId, response } = subscription
  let sent = subscription.cursor

  const cut = (reason: string): void => {
    hub.leave(listener)
    if (response.destroyed) return
    subscription.onCut(reason)
    response.destroy()
  }
  const send = (frame: Buffer): boolean => {
    const drained = response.write(frame)
    if (response.writableLength > maxWaiting) cut('it does not drain')
    return drained
  }
  const listener: Listener = {
    businessId,
    deliver(seq, frame) {
      if (seq <= sent) return
      sent = seq
      send(frame)
    },
    beat: send,
    end(frame) {
      hub.leave(listener)
      const { socket } = response
      // Kept alive, the connection would hold up the server that wants to go.
      response.end(frame, () => socket?.destroySoon())
    },
  }
  const isGone = (): boolean => response.destroyed || response.writableEnded

  response.on('close', () => hub.leave(listener))
  // A write to a connection that the other side has cut: 'close' follows and does the rest.
  response.on('error', (error) => subscription.onCut(error.message))
  hub.open(listener)
  if (isGone()) return
  send(subscription.opening)

  for (;;) {
    const page = await eventsAfter(db, businessId, sent, pageSize)
    if (isGone()) return
    if (page.length === 0 && hub.published(businessId) <= sent) {
      hub.join(listener)
      return
    }
    const last = page.at(-1)
    if (last === undefined) continue
    sent = last.seq
    if (!send(Buffer.concat(page.map(eventFrame))) && !(await drains(response, subscription.drainMs))) {
      cut('its history does not drain')
      return
    }
    if (isGone()) return
  }
}

async function drains(response: ServerResponse, ms: number): Promise<boolean> {
  if (response.destroyed) return true
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), ms)
  const closed = (): void => stop.abort()
  response.once('close', closed)
  try {
    await once(response, 'drain', { signal: stop.signal })
    return true
  } catch {
    // Aborted: too late, or the connection is gone, which needs no cut.
    return response.destroyed
  } finally {
    clearTimeout(timer)
    response.off('close', closed)
  }
}
