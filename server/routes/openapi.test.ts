import { validate } from '@apidevtools/swagger-parser'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

/** For the validator itself to judge. */
const apiDocument = z.custom<Exclude<Parameters<typeof validate>[0], string>>()

const operation = z.looseObject({
  summary: z.string(),
  operationId: z.string(),
  'x-access': z.string(),
  responses: z.record(z.string(), z.unknown()),
})
const documentSchema = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
})
const read = async () => {
  const answer = await server.call('GET', '/openapi.json', { token: null })
  expect(answer.status).toBe(200)
  return documentSchema.parse(answer.body)
}

it('is OpenAPI, says a public validator', async () => {
  const { body } = await server.call('GET', '/openapi.json', { token: null })
  await expect(validate(apiDocument.parse(body))).resolves.toBeDefined()
})

it('every route says what it takes and gives', async () => {
  const { paths } = await read()
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { responses }] of Object.entries(methods)) {
      const successes = Object.keys(responses).filter((status) => status.startsWith('2'))
      expect([method, path, successes.length]).toEqual([method, path, 1])
    }
  }
  expect(Object.keys(paths['/api/reservas'] ?? {}).sort()).toEqual(['get', 'post'])
})

it('names what is shared once, and describes the schemas that the routes parse with', async () => {
  const { paths, components } = await read()
  expect(Object.keys(components.schemas)).toEqual(
    expect.arrayContaining(['Reservation', 'Scan', 'DeskEvent', 'Problem']),
  )
  expect(paths['/api/reservas']?.post).toMatchObject({
    requestBody: {
      content: {
        'application/json': {
          schema: {
            required: ['businessId', 'customer', 'startsAt', 'partySize'],
            additionalProperties: false,
          },
        },
      },
    },
    responses: {
      201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Reservation' } } } },
    },
  })
})
