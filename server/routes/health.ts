import type { FastifyInstance } from 'fastify'
import { healthSchema, type Health } from '../../contract/api.ts'
import { protocolVersion } from '../../contract/events.ts'
import { describeRoute } from '../http/document.ts'
import { version } from '../version.ts'

const doc = describeRoute({
  summary: 'The process answers, and says what it speaks',
  answers: { 200: healthSchema },
})

/** The process answers. A desk that is to be paired learns here whether the two understand each other. */
export function healthRoute(app: FastifyInstance): void {
  const health: Health = { status: 'ok', protocol: protocolVersion, version }
  app.get('/healthz', { config: { access: 'anyone', doc } }, () => health)
}
