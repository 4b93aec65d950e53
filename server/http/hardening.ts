import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Refusal } from './refusal.ts'

/** What an answer that is data needs: that nobody takes it for a page, a script or a frame. */
const forData = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: false,
  // Said by who speaks TLS: nginx, in front.
  strictTransportSecurity: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const

/** What a page needs more, over `forData`. */
export const forPages = {
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
} as const

/** Of helmet's headers, those that an answer with nothing new goes without: a desk polls all day. */
const protective = ['content-security-policy', 'cross-origin-resource-policy', 'x-content-type-options']

declare module 'fastify' {
  interface FastifyReply {
    /** The answer says that there is nothing new: it goes with as few bytes as can be. */
    isQuiet: boolean
  }
}

/** A name for each request: the caller's own, where it is one that a log can hold. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w-]{4,64}$/.test(given)
    ? given
    : randomBytes(6).toString('base64url')
}

/** Headers, origins and the refusal of everything while the server stops. Call it before routes and guard. */
export async function harden(app: FastifyInstance, corsOrigins: readonly string[]): Promise<void> {
  let stopping = false
  app.addHook('preClose', (done) => {
    stopping = true
    done()
  })
  app.decorateReply('isQuiet', false)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (stopping && request.routeOptions.url !== '/healthz') {
      throw new Refusal('unavailable', 'The server is being stopped. Try again in a moment.', {
        headers: { 'retry-after': '2', connection: 'close' },
      })
    }
  })
  await app.register(helmet, forData)
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
    for (const name of protective) reply.raw.removeHeader(name)
  })
}

/** The bare answer, for a stream, with the headers that were set so far. */
export function takeOver(reply: FastifyReply): ServerResponse {
  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value)
  }
  return reply.raw
}
