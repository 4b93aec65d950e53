import type { FastifyInstance } from 'fastify'
import { v7 as uuid } from 'uuid'
import { streamQuerySchema } from '../../contract/api.ts'
import { protocolVersion } from '../../contract/events.ts'
import { queryIntegerSchema } from '../../contract/primitives.ts'
import { authOf } from '../auth/guard.ts'
import type { Context } from '../context.ts'
import { connectedFrame, resetFrame } from '../events/frame.ts'
import { canResume, lastSeq } from '../events/log.ts'
import { subscribe } from '../events/subscriber.ts'
import { describeRoute } from '../http/document.ts'
import { takeOver } from '../http/hardening.ts'
import { parse } from '../http/refusal.ts'

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
}

const doc = describeRoute({
  summary: 'The events of a business as they happen',
  query: streamQuerySchema,
  headers: { 'Last-Event-ID': 'The stream goes on after this event' },
  answers: { 200: { type: 'text/event-stream' } },
})

/**
 * The stream of a business. Without Last-Event-ID it begins now; with one, after that event; with one that the log
 * cannot go on from (older than the log, or in its future) it says `reset` and begins now. One that is not a number is a 400.
 */
export function eventsRoute(app: FastifyInstance, context: Context): void {
  const { db, hub, heartbeatMs } = context
  app.get('/api/reservas/events', { config: { access: 'desk', doc } }, async (request, reply) => {
    const { businessId } = parse(doc.query, request.query)
    const lastEventId = request.headers['last-event-id']
    const since =
      lastEventId === undefined || lastEventId === '' ? undefined : parse(queryIntegerSchema, lastEventId)

    const { cursor, resumes } = await db.transaction().execute(async (tx) => ({
      cursor: await lastSeq(tx, businessId),
      resumes: since === undefined || (await canResume(tx, businessId, since)),
    }))
    const connectionId = uuid()
    const connected = connectedFrame({ connectionId, cursor, heartbeatMs, protocol: protocolVersion })
    const { device } = authOf(request)
    const logger = context.logger.child({ connectionId, businessId, deviceId: device.id })

    const response = takeOver(reply)
    context.sessions.watch(authOf(request), response)
    response.writeHead(200, headers)
    logger.debug({ since, cursor }, 'stream opened')
    response.once('close', () => logger.debug('stream closed'))
    try {
      await subscribe(db, hub, {
        businessId,
        response,
        opening: resumes ? connected : Buffer.concat([connected, resetFrame(cursor)]),
        cursor: resumes && since !== undefined ? since : cursor,
        drainMs: heartbeatMs * 2.5,
        onCut: (reason) => logger.warn({ reason }, 'stream cut'),
      })
    } catch (error) {
      // The answer has begun, so all that can be said is its end: the desk resumes where it was.
      logger.error({ err: error }, 'stream failed')
      response.destroy()
    }
  })
}
