import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { outageRefusal } from '../http/outage.ts'
import { Refusal } from '../http/refusal.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { readMeta } from '../storage/meta.ts'

const ready = describeRoute({
  summary:
    'The server can do its work: its database answers and has the right tables, and the other instances hear it',
  answers: { 200: z.object({ status: z.literal('ready') }) },
})
const metricsDoc = describeRoute({
  summary: 'Figures for Prometheus; from the machine itself, or with the token of the operator',
  answers: { 200: { type: 'text/plain' } },
})

const answerWithinMs = 2000

/** Whether the database answers in time, and is the one that this server was started on. */
export async function databaseAnswers({
  db,
  databaseId,
}: Pick<Context, 'db' | 'databaseId'>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), answerWithinMs)
  })
  const asked = readMeta(db, 'database_id').then(
    (id) => id === databaseId,
    () => false,
  )
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}

/** What a load balancer and a monitor ask. While the server stops, every route but `/healthz` answers 503 by itself. */
export function operatorRoutes(app: FastifyInstance, context: Context, metrics: Metrics): void {
  app.get('/readyz', { config: { access: 'anyone', doc: ready } }, async (_request, reply) => {
    const lost = context.outage.lost()
    if (lost) throw outageRefusal(lost)
    if (!(await databaseAnswers(context))) {
      throw new Refusal('unavailable', 'The database does not answer.', { headers: { 'retry-after': '5' } })
    }
    return reply.header('cache-control', 'no-store').send({ status: 'ready' })
  })

  app.get('/metrics', { config: { access: 'operator', doc: metricsDoc } }, async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text()),
  )
}
