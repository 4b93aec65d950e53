import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { streamQuerySchema } from '../../contract/api.ts'
import { protocolVersion } from '../../contract/events.ts'
import { queryIntegerSchema } from '../../contract/primitives.ts'
import { authOf } from '../auth/guard.ts'
import type { Context } from '../context.ts'
import type { Channel } from '../events/channel.ts'
import { connectedFrame, resetFrame } from '../events/frame.ts'
import { canResume, isOther, lastSeq } from '../events/log.ts'
import { describeRoute } from '../http/document.ts'
import { parse, Refusal } from '../http/refusal.ts'
import { headOf, takeOver } from '../http/take-over.ts'
import type { Database } from '../storage/database.ts'

const headLines = [
  'Content-Type: text/event-stream',
  'Cache-Control: no-cache, no-transform',
  'X-Accel-Buffering: no',
  // Its end is the end of the connection, so that nothing has to be wrapped around each frame.
  'Connection: close',
  '',
].join('\r\n')

const doc = describeRoute({
  summary: 'The events of a business as they happen',
  query: streamQuerySchema,
  headers: { 'Last-Event-ID': 'The stream goes on after this event' },
  answers: { 200: { type: 'text/event-stream' } },
})

/**
 * The stream of a business. Without Last-Event-ID it begins now; with one, after that event; with one that the log
 * cannot go on from (older than the log, in its future, or of the log that a restored backup has replaced) it says `reset` and begins now. One that is not a number is a 400.
 * 429 where the business has as many streams as it may have; a desk's new stream takes the place of its old one.
 */
export function eventsRoute(app: FastifyInstance, context: Context): void {
  const { db, hub, heartbeatMs, random, databaseId } = context
  app.get('/api/reservas/events', { config: { access: 'desk', doc } }, async (request, reply) => {
    const { businessId, epoch } = parse(doc.query, request.query)
    const lastEventId = request.headers['last-event-id']
    const since =
      lastEventId === undefined || lastEventId === '' ? undefined : parse(queryIntegerSchema, lastEventId)
    const auth = authOf(request)
    const { device } = auth
    const deviceId = auth.kind === 'device' ? device.id : null

    const limit = await context.maxStreams(businessId)
    const channel = await hub.channel(businessId)
    const { from, cursor, resets } = await startOf(db, channel, businessId, since, isOther(epoch, databaseId))
    if (!hub.hasRoom(businessId, deviceId, limit)) {
      const seconds = String(15 + Math.floor(random() * 30))
      throw new Refusal(
        'too_many_streams',
        `This venue may have ${limit} streams. Close one, or ask for more.`,
        {
          headers: { 'retry-after': seconds },
        },
      )
    }

    const connectionId = randomUUID()
    const connected = connectedFrame({
      connectionId,
      cursor,
      heartbeatMs,
      protocol: protocolVersion,
      epoch: databaseId,
    })
    const head = headOf(reply, headLines)
    const socket = takeOver(reply)
    if (socket === null) return
    context.sessions.watch(auth, socket)
    hub.open(channel, socket, {
      connectionId,
      businessId,
      deviceId,
      name: device.name,
      openedAt: context.now(),
      opening: head + (resets ? connected + resetFrame(cursor) : connected),
      cursor: from,
    })
  })
}

interface Start {
  /** Everything after this event is sent. */
  from: number
  /** The last event there is. */
  cursor: number
  resets: boolean
}

/** Where a stream begins. The log is asked only where memory does not know. */
async function startOf(
  db: Database,
  channel: Channel,
  businessId: number,
  since: number | undefined,
  isOfAnother: boolean,
): Promise<Start> {
  const { recent } = channel
  if (since !== undefined && isOfAnother) return { from: recent.last, cursor: recent.last, resets: true }
  if (since === undefined || recent.covers(since)) {
    return { from: since ?? recent.last, cursor: recent.last, resets: false }
  }
  const { last, resumes } = await db.transaction().execute(async (tx) => ({
    last: await lastSeq(tx, businessId),
    resumes: await canResume(tx, businessId, since),
  }))
  return { from: resumes ? since : last, cursor: last, resets: !resumes }
}
