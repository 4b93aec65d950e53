import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import { Refusal } from './refusal.ts'

/**
 * What an answer that is data needs: that nobody takes it for a page, a script or a frame. Helmet would make the same
 * of its settings anew for each request, so it is asked for pages only. An answer with nothing new goes without: a desk
 * polls all day.
 */
const protective = [
  ['content-security-policy', "default-src 'none';frame-ancestors 'none'"],
  ['cross-origin-resource-policy', 'same-origin'],
  ['x-content-type-options', 'nosniff'],
] as const

declare module 'fastify' {
  interface FastifyReply {
    /** The answer says that there is nothing new: it goes with as few bytes as can be. */
    isQuiet: boolean
  }
}

/** A name for each request: the caller's own, where it is one that a log can hold. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w-]{4,64}$/.test(given) ? given : randomUUID().slice(-12)
}

/** Headers, origins and the refusal of everything while the server stops. Call it before routes and guard. */
export async function harden(app: FastifyInstance, corsOrigins: readonly string[]): Promise<void> {
  let stopping = false
  app.addHook('preClose', (done) => {
    stopping = true
    done()
  })
  app.decorateReply('isQuiet', false)
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    // As helmet sets its own, which come after these on a page.
    for (const [name, value] of protective) reply.raw.setHeader(name, value)
    if (stopping && request.routeOptions.url !== '/healthz') {
      const headers = { 'retry-after': '2', connection: 'close' }
      done(new Refusal('unavailable', 'The server is being stopped. Try again in a moment.', { headers }))
    } else done()
  })
  if (corsOrigins.length > 0) {
    await app.register(cors, {
      origin: [...corsOrigins],
      methods: ['GET', 'POST', 'PUT', 'DELETE'],
      allowedHeaders: [
        'authorization',
        'content-type',
        'idempotency-key',
        'if-match',
        'if-none-match',
        'last-event-id',
      ],
      exposedHeaders: ['etag', 'location', 'retry-after', 'x-request-id'],
      maxAge: 600,
    })
  }
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.isQuiet) return
    for (const [name] of protective) reply.raw.removeHeader(name)
  })
}
