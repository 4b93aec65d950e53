import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  conflictSchema,
  conflictsQuerySchema,
  conflictsSchema,
  decideConflictSchema,
} from '../../contract/conflict.ts'
import { uuidSchema } from '../../contract/primitives.ts'
import { authOf } from '../auth/guard.ts'
import { doingOf, type Context } from '../context.ts'
import { lastSeq } from '../events/log.ts'
import { describeRoute } from '../http/document.ts'
import { parse } from '../http/refusal.ts'
import { decideConflict, openConflicts } from '../scans/conflicts.ts'

const list = describeRoute({
  summary: 'Scans of which the desk told the guest otherwise than the server judged, and nobody has decided',
  query: conflictsQuerySchema,
  answers: { 200: conflictsSchema },
})
const decide = describeRoute({
  summary: 'Keeps or annuls what the scan counts; once: another choice is refused',
  params: z.object({ scanId: uuidSchema }),
  body: decideConflictSchema,
  answers: { 200: conflictSchema },
})

export function conflictRoutes(app: FastifyInstance, context: Context): void {
  const access = 'desk'

  app.get('/api/reservas/conflicts', { config: { access, doc: list } }, async (request, reply) => {
    const { businessId } = parse(list.query, request.query)
    const answer = await context.db.transaction().execute(async (tx) => ({
      conflicts: await openConflicts(tx, businessId),
      cursor: await lastSeq(tx, businessId),
    }))
    return reply.header('cache-control', 'private, no-cache').send(answer)
  })

  app.post('/api/reservas/conflicts/:scanId', { config: { access, doc: decide } }, async (request) => {
    const { scanId } = parse(decide.params, request.params)
    const { decision } = parse(decide.body, request.body)
    const doing = doingOf(context, authOf(request))
    return context.log.write((write) => decideConflict(write, doing, scanId, decision), doing.businessId)
  })
}
