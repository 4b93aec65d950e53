import type { FastifyInstance } from 'fastify'

/** The process answers. */
export function healthRoute(app: FastifyInstance): void {
  app.get('/healthz', { config: { access: 'anyone' } }, () => ({ status: 'ok' }))
}
