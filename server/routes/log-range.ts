import type { FastifyInstance } from 'fastify'
import { logRangeQuerySchema, logRangeSchema } from '../../contract/api.ts'
import { venueDayBounds } from '../../contract/venue-day.ts'
import type { Context } from '../context.ts'
import { logRange } from '../events/range.ts'
import { describeRoute } from '../http/document.ts'
import { parse } from '../http/refusal.ts'
import { findBusiness } from '../storage/businesses.ts'

const doc = describeRoute({
  summary: "Where a day of the venue's lies in its log, so that it can be played again",
  query: logRangeQuerySchema,
  answers: { 200: logRangeSchema },
})

/** Where an evening begins and ends in the log: `?at=<firstSeq>` is how it began, and `changes` goes on from there. */
export function logRangeRoute(app: FastifyInstance, { db }: Context): void {
  app.get('/api/admin/log-range', { config: { access: 'manager', doc } }, async (request, reply) => {
    const { businessId, date } = parse(doc.query, request.query)
    const bounds = venueDayBounds(date, await findBusiness(db, businessId))
    const span = { from: bounds.from.toISOString(), to: bounds.to.toISOString() }
    const range = await db.transaction().execute((tx) => logRange(tx, businessId, span))
    return reply.header('cache-control', 'private, no-cache').send({ ...range, ...span })
  })
}
