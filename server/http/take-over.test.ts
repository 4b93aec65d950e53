import { afterEach, expect, it } from 'vitest'
import fastify, { type FastifyInstance } from 'fastify'
import { raw } from '../testing/raw.ts'
import { headOf, takeOver } from './take-over.ts'

let app: FastifyInstance
afterEach(() => app.close())

/** A route that writes to its connection itself, and one whose answer comes after it. */
async function start(): Promise<string> {
  app = fastify()
  app.get('/stream', (_request, reply) => {
    reply.header('set-cookie', ['a=1', 'b=2']).header('x-one', 1)
    const head = headOf(reply, 'Content-Type: text/event-stream\r\nConnection: close\r\n')
    takeOver(reply)?.end(`${head}data: hello\n\n`)
  })
  app.get('/slow', async () => {
    await new Promise((resolve) => setImmediate(resolve))
    return 'slow'
  })
  return app.listen({ host: '127.0.0.1', port: 0 })
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`

it('an answer that is written straight to its connection is one that a client reads, with every header that was set', async () => {
  const answer = await fetch(`${await start()}/stream`)
  expect(answer.status).toBe(200)
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(answer.headers.get('x-one')).toBe('1')
  expect(Date.parse(answer.headers.get('date') ?? '')).not.toBeNaN()
  expect(await answer.text()).toBe('data: hello\n\n')
})

it('behind a request that is not answered yet there is no connection to have: it is cut, and nothing of the stream is sent', async () => {
  const answer = await raw(await start(), get('/slow') + get('/stream'))
  expect(answer).not.toContain('hello')
  expect(answer.match(/HTTP\/1\.1/g)?.length ?? 0).toBeLessThanOrEqual(1)
})
