import type { FastifyInstance } from 'fastify'
import { connectionsSchema, deskReportSchema, type Connections } from '../../contract/presence.ts'
import { authOf } from '../auth/guard.ts'
import type { Context } from '../context.ts'
import { lastSeq } from '../events/log.ts'
import { describeRoute } from '../http/document.ts'
import { parse } from '../http/refusal.ts'
import { keepReport, pollingDesks, reportsOf } from '../presence/reports.ts'

const report = describeRoute({
  summary: 'A desk says how it is: its version, what waits in its outbox, how far it has come',
  body: deskReportSchema,
  answers: { 204: null },
})
const connections = describeRoute({
  summary:
    'The streams that are open at all instances, the desks that poll instead, and what each last said of itself',
  answers: { 200: connectionsSchema },
})

/** Who is connected, and how they are. */
export function presenceRoutes(app: FastifyInstance, context: Context): void {
  const { db, now, openStreams } = context

  app.post('/api/devices/me/report', { config: { access: 'desk', doc: report } }, async (request, reply) => {
    const said = parse(report.body, request.body)
    const { kind, device, businessId } = authOf(request)
    // A person is no desk: nobody looks for their report.
    if (kind === 'device') await keepReport(db, { id: device.id, businessId }, said, now())
    return reply.code(204).send()
  })

  app.get(
    '/api/admin/connections',
    { config: { access: 'manager', doc: connections } },
    async (request, reply) => {
      const { businessId } = authOf(request)
      const head = await lastSeq(db, businessId)
      const reports = await reportsOf(db, businessId)
      const streams = await openStreams.of(businessId)
      const open: Connections['connections'] = []
      for (const stream of [...streams, ...pollingDesks(reports, streams, now())]) {
        const kept = stream.deviceId === null ? undefined : reports.get(stream.deviceId)
        const lag = kept?.lag ?? Math.max(0, head - stream.seq)
        open.push({ ...stream, ...(kept && { report: { ...kept.report, at: kept.at } }), lag })
      }
      return reply.header('cache-control', 'no-store').send({ connections: open })
    },
  )
}
