import type { FastifyInstance } from 'fastify'
import { venueSettingsChangesSchema, venueSettingsSchema } from '../../contract/settings.ts'
import { authOf } from '../auth/guard.ts'
import { doingOf, type Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { parse } from '../http/refusal.ts'
import { changeSettings, findSettings } from '../settings/settings.ts'

const read = describeRoute({ summary: 'How the venue works', answers: { 200: venueSettingsSchema } })
const change = describeRoute({
  summary: 'Changes the settings that are sent, each as a whole',
  body: venueSettingsChangesSchema,
  answers: { 200: venueSettingsSchema },
})

/** Hours, capacity, areas and tables, tags, thresholds. */
export function settingsRoutes(app: FastifyInstance, context: Context): void {
  const access = 'manager'

  app.get('/api/admin/settings', { config: { access, doc: read } }, async (request, reply) => {
    const settings = await findSettings(context.db, authOf(request).businessId)
    return reply.header('cache-control', 'private, no-cache').send(settings)
  })

  app.put('/api/admin/settings', { config: { access, doc: change } }, async (request) => {
    const changes = parse(change.body, request.body)
    const doing = doingOf(context, authOf(request))
    return context.log.write((write) => changeSettings(write, doing, changes), doing.businessId)
  })
}
