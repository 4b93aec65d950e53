import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { describeRoute } from '../http/document.ts'

const doc = describeRoute({
  summary: 'The process answers',
  answers: { 200: z.object({ status: z.literal('ok') }) },
})

/** The process answers. */
export function healthRoute(app: FastifyInstance): void {
  app.get('/healthz', { config: { access: 'anyone', doc } }, () => ({ status: 'ok' }))
}
