import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actorSchema, deskEventSchema } from '../../contract/events.ts'
import { problemSchema } from '../../contract/problem.ts'
import { customerSchema, reservationSchema } from '../../contract/reservation.ts'
import { scanResponseSchema, scanSchema } from '../../contract/scan.ts'
import type { Access } from '../auth/guard.ts'

/** An answer that is not JSON; `null` is one without a body. */
type AnswerSchema = z.ZodType | { type: string } | null

/** What a route takes and gives. Its handler parses with these same schemas. */
export interface RouteDoc {
  summary: string
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** Request headers that it reads, by name, and what each is for. */
  headers?: Record<string, string>
  answers: Record<number, AnswerSchema>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    doc?: RouteDoc
  }
}

interface DocumentedRoute {
  method: string
  url: string
  access: Access | undefined
  doc: RouteDoc | undefined
}

/** Keeps the exact type of each schema, so that `parse(doc.query, …)` knows what it gives. */
export function describeRoute<const D extends RouteDoc>(doc: D): D {
  return doc
}

/** Notes every route that is registered from now on; call it before the first. */
export function noteRoutes(app: FastifyInstance): readonly DocumentedRoute[] {
  const routes: DocumentedRoute[] = []
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const name of [method].flat())
      routes.push({ method: name, url, access: config?.access, doc: config?.doc })
  })
  return routes
}

/** Schemas that stand in many answers, by the name that the document gives them. */
const named = z.registry<{ id: string }>()
named.add(reservationSchema, { id: 'Reservation' })
named.add(customerSchema, { id: 'Customer' })
named.add(scanSchema, { id: 'Scan' })
named.add(scanResponseSchema, { id: 'ScanResponse' })
named.add(deskEventSchema, { id: 'DeskEvent' })
named.add(actorSchema, { id: 'Actor' })
named.add(problemSchema, { id: 'Problem' })

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document of all noted routes. */
export function openApiDocument(routes: readonly DocumentedRoute[]): Json {
  const components: Json = {}
  const output = (schema: z.ZodType): unknown => jsonSchema(schema, 'output', components)
  const input = (schema: z.ZodType): Json => jsonSchema(schema, 'input', {})

  const problem = {
    description: 'No, and why',
    content: { 'application/problem+json': { schema: output(problemSchema) } },
  }
  const content = (answer: AnswerSchema): Json => {
    if (answer === null) return {}
    if (answer instanceof z.ZodType) return { content: { 'application/json': { schema: output(answer) } } }
    return { content: { [answer.type]: {} } }
  }

  const paths: Record<string, Json> = {}
  for (const { method, url, access, doc } of routes) {
    const path = url.replaceAll(/:(\w+)/g, '{$1}')
    const names = [...url.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
    const params = doc?.params ? properties(input(doc.params)) : {}
    const query = doc?.query ? input(doc.query) : {}
    const required = z.array(z.string()).default([]).parse(query.required)
    const parameters = [
      ...names.map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: params[name] ?? { type: 'string' },
      })),
      ...Object.entries(properties(query)).map(([name, schema]) => ({
        name,
        in: 'query',
        required: required.includes(name),
        schema,
      })),
      ...Object.entries(doc?.headers ?? {}).map(([name, description]) => ({
        name,
        in: 'header',
        required: false,
        description,
        schema: { type: 'string' },
      })),
    ]
    const answers: Json = {}
    for (const [status, answer] of Object.entries(doc?.answers ?? {})) {
      answers[status] = { description: status === '304' ? 'Nothing new' : 'Done', ...content(answer) }
    }
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        ...(doc && { summary: doc.summary }),
        operationId: `${method.toLowerCase()} ${path}`.replaceAll(/[^a-z0-9]+/gi, '_').replace(/_$/, ''),
        'x-access': access,
        security: access === 'anyone' ? [] : [{ token: [] }],
        ...(parameters.length > 0 && { parameters }),
        ...(doc?.body && {
          requestBody: {
            required: !doc.body.safeParse(undefined).success,
            content: { 'application/json': { schema: input(doc.body) } },
          },
        }),
        responses: { ...answers, default: problem },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Front Desk',
      version: '1',
      description: 'Reservations of a venue, live, and QR check-in.',
    },
    paths,
    components: { schemas: components, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  }
}

/** One schema as JSON Schema; named parts of an answer move to `components`. What a transformation makes is described by what it is given. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const metadata = io === 'output' ? named : z.registry<{ id: string }>()
  const made = z.toJSONSchema(schema, { io, metadata, unrepresentable: 'any' })
  const { $defs, ...rest } = z
    .looseObject({ $defs: z.record(z.string(), z.unknown()).default({}) })
    .parse(JSON.parse(JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/')))
  delete rest.$schema
  Object.assign(components, $defs)
  return rest
}

function properties(schema: Json): Json {
  return z.record(z.string(), z.unknown()).default({}).parse(schema.properties)
}
