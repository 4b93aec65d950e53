import type { FastifyInstance } from 'fastify'
import { describeRoute, openApiDocument, type noteRoutes } from '../http/document.ts'

const doc = describeRoute({ summary: 'This document', answers: { 200: { type: 'application/json' } } })

/** The OpenAPI document of every route, made when it is first asked for. */
export function openApiRoute(app: FastifyInstance, routes: ReturnType<typeof noteRoutes>): void {
  let text: string | undefined
  app.get('/openapi.json', { config: { access: 'anyone', doc } }, (_request, reply) => {
    text ??= JSON.stringify(openApiDocument(routes))
    return reply.type('application/json').header('cache-control', 'public, max-age=300').send(text)
  })
}
