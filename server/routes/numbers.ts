import type { FastifyInstance } from 'fastify'
import { numbersQuerySchema, numbersSchema } from '../../contract/numbers.ts'
import type { Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { parse } from '../http/refusal.ts'
import { numbersOf } from '../numbers/numbers.ts'
import { findBusiness } from '../storage/businesses.ts'

const doc = describeRoute({
  summary: 'What the days of the venue add up to: guests, no-shows, scans by desk and quarter of an hour',
  query: numbersQuerySchema,
  answers: { 200: numbersSchema },
})

export function numbersRoute(app: FastifyInstance, { db }: Context): void {
  app.get('/api/admin/numbers', { config: { access: 'manager', doc } }, async (request, reply) => {
    const { businessId, from, to } = parse(doc.query, request.query)
    const days = await db
      .transaction()
      .execute(async (tx) => numbersOf(tx, await findBusiness(tx, businessId), from, to))
    return reply.header('cache-control', 'private, no-cache').send({ days })
  })
}
