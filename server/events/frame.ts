import type { Connected } from '../../contract/events.ts'
import type { LoggedEvent } from './log.ts'

/** One SSE frame. Made and encoded once an event, and shared by all who are sent it. */
export function eventFrame(event: LoggedEvent): string {
  return `id: ${event.seq}\nevent: ${event.type}\ndata: ${event.data}\n\n`
}

/** Milliseconds after which a plain SSE client tries again when it was told nothing else. */
const retryMs = 3000

export function connectedFrame(connected: Connected): string {
  return `retry: ${retryMs}\nevent: connected\ndata: ${JSON.stringify(connected)}\n\n`
}

/** Its id is the cursor from which the stream goes on, so that a plain client resumes from there. */
export function resetFrame(cursor: number): string {
  return `id: ${cursor}\nevent: reset\ndata: ${JSON.stringify({ cursor })}\n\n`
}

export const heartbeatFrame = Buffer.from(':\n\n')

/** The last frame before the server goes: each desk is told another moment, so that they do not all come back at once. */
export function goodbyeFrame(random: () => number): string {
  return `retry: ${1000 + Math.floor(random() * 4000)}\n\n`
}
