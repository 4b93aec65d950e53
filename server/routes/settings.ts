import type { FastifyInstance } from 'fastify'
import { adminSettingsSchema, venueSettingsChangesSchema } from '../../contract/settings.ts'
import { authOf } from '../auth/guard.ts'
import { doingOf, type Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { parse } from '../http/refusal.ts'
import { changeSettings, findSettings, versioned } from '../settings/settings.ts'

const read = describeRoute({ summary: 'How the venue works', answers: { 200: adminSettingsSchema } })
const change = describeRoute({
  summary: 'Changes the settings that are sent, each as a whole',
  body: venueSettingsChangesSchema,
  headers: { 'If-Match': 'The version that was seen, in quotes: 412 where it is another now' },
  answers: { 200: adminSettingsSchema },
})

/** Hours, capacity, areas and tables, tags, thresholds. */
export function settingsRoutes(app: FastifyInstance, context: Context): void {
  const access = 'manager'

  app.get('/api/admin/settings', { config: { access, doc: read } }, async (request, reply) => {
    const settings = await findSettings(context.db, authOf(request).businessId)
    return reply.header('cache-control', 'private, no-cache').send(versioned(settings))
  })

  app.put('/api/admin/settings', { config: { access, doc: change } }, async (request) => {
    const changes = parse(change.body, request.body)
    const doing = doingOf(context, authOf(request))
    const seen = /^\s*"([^"]*)"\s*$/.exec(request.headers['if-match'] ?? '')?.[1]
    return context.log.write((write) => changeSettings(write, doing, changes, seen), doing.businessId)
  })
}
