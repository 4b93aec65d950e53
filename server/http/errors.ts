import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { faultOf, type Fault } from '../storage/faults.ts'
import { Refusal, sendRefusal } from './refusal.ts'

/** Fastify's own errors, by their code, as refusals. */
function refusalOf(error: FastifyError): Refusal | undefined {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new Refusal('payload_too_large', 'A body may have 64 KiB. Send less at once.')
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new Refusal('unsupported_media_type', 'Send "Content-Type: application/json".')
  }
  const isCallersFault = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
  return isCallersFault ? new Refusal('validation', error.message) : undefined
}

/** The database cannot do it now. Nothing has happened, or the same request again finds that it has. */
export function faultRefusal(fault: Fault): Refusal {
  if (fault === 'unavailable') {
    return new Refusal('unavailable', 'The database does not answer now. Try the same again in a moment.', {
      headers: { 'retry-after': '2' },
    })
  }
  return new Refusal('storage_full', 'The disk of the server is full. Tell whoever runs it, and try again.', {
    headers: { 'retry-after': '60' },
  })
}

/** Answers every error with problem details; one that is nobody's refusal is logged and told as `internal`. */
export function answerError(
  error: FastifyError | Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = error instanceof Refusal ? error : refusalOf(error)
  if (refusal) return sendRefusal(reply, refusal)
  const fault = faultOf(error)
  if (fault) {
    request.log.warn({ err: error, route: request.routeOptions.url }, 'the database cannot answer')
    return sendRefusal(reply, faultRefusal(fault))
  }
  request.log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'request failed')
  return sendRefusal(reply, new Refusal('internal', 'The server has logged what happened. Try again.'))
}

/** Answers what no route takes: 405 with the methods that the path has, else 404. */
export function answerUnknown(app: FastifyInstance): void {
  const methods = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set()
    for (const name of [method].flat()) known.add(name)
    methods.set(url, known)
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    for (const [url, known] of methods) {
      const pattern = new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`)
      if (!pattern.test(path)) continue
      const headers = { allow: [...known].join(', ') }
      return sendRefusal(reply, new Refusal('method_not_allowed', 'See the Allow header.', { headers }))
    }
    return sendRefusal(reply, new Refusal('not_found', 'There is nothing at this address.'))
  })
}
