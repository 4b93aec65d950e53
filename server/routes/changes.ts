import type { FastifyInstance } from 'fastify'
import { changesQuerySchema, changesResponseSchema } from '../../contract/api.ts'
import type { Context } from '../context.ts'
import { canResume, eventsAfter, lastSeq } from '../events/log.ts'
import { describeRoute } from '../http/document.ts'
import { parse } from '../http/refusal.ts'

const pageSize = 500

const doc = describeRoute({
  summary: 'What has happened after a cursor',
  query: changesQuerySchema,
  answers: { 200: changesResponseSchema },
})

/** What has happened after a cursor, for a desk that polls. */
export function changesRoute(app: FastifyInstance, { db }: Context): void {
  app.get('/api/reservas/changes', { config: { access: 'desk', doc } }, async (request, reply) => {
    const { businessId, since } = parse(doc.query, request.query)
    const body = await db.transaction().execute(async (tx) => {
      const last = await lastSeq(tx, businessId)
      if (!(await canResume(tx, businessId, since))) return JSON.stringify({ reset: true, cursor: last })
      const events = await eventsAfter(tx, businessId, since, pageSize)
      const cursor = events.at(-1)?.seq ?? since
      // The log holds JSON already.
      const lines = events.map((event) => event.data).join(',')
      return `{"events":[${lines}],"cursor":${cursor},"more":${cursor < last}}`
    })
    return reply.header('cache-control', 'no-store').type('application/json').send(body)
  })
}
