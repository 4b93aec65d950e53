import type { FastifyInstance } from 'fastify'
import { changesQuerySchema, changesResponseSchema } from '../../contract/api.ts'
import type { Context } from '../context.ts'
import { canResume, eventsAfter, isOther, lastSeq } from '../events/log.ts'
import { sendData } from '../http/data.ts'
import { describeRoute } from '../http/document.ts'
import { parse } from '../http/refusal.ts'

const pageSize = 500

const doc = describeRoute({
  summary: 'What has happened after a cursor',
  query: changesQuerySchema,
  headers: { 'If-None-Match': 'The ETag of the last answer' },
  answers: { 200: changesResponseSchema, 304: null },
})

/** What has happened after a cursor, for a desk that polls. */
export function changesRoute(app: FastifyInstance, { db, databaseId }: Context): void {
  app.get('/api/reservas/changes', { config: { access: 'desk', doc } }, async (request, reply) => {
    const { businessId, since, epoch } = parse(doc.query, request.query)
    const data = await db.transaction().execute(async (tx) => {
      const last = await lastSeq(tx, businessId)
      if (isOther(epoch, databaseId) || !(await canResume(tx, businessId, since))) {
        const reset = { reset: true, cursor: last, epoch: databaseId }
        return { version: `${databaseId}-reset-${last}`, json: JSON.stringify(reset) }
      }
      const events = await eventsAfter(tx, businessId, since, pageSize)
      const cursor = events.at(-1)?.seq ?? since
      // The log holds JSON already.
      const lines = events.map((event) => event.data).join(',')
      return {
        version: `${databaseId}-${last}`,
        json: `{"events":[${lines}],"cursor":${cursor},"more":${cursor < last},"epoch":"${databaseId}"}`,
        isQuiet: events.length === 0,
      }
    })
    return sendData(request, reply, data)
  })
}
